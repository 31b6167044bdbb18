package dev.heddle.data.chat.jinja;

import java.util.List;

/** A part of a template that is called like a function and gives the text it writes. */
record Macro(String name, List<Parameter> parameters, Statement body, Scope scope)
    implements Callable {

  /** A name and the value it has where a call gives none. */
  record Parameter(String name, Expression standard) {}

  Macro {
    parameters = List.copyOf(parameters);
  }

  @Override
  public Object call(Arguments arguments) {
    refuseUnknown(arguments);
    Scope inner = scope.inner();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      inner.set(
          parameter.name(),
          arguments.has(i, parameter.name())
              ? arguments.required(i, parameter.name())
              : parameter.standard().value(inner));
    }
    return body.text(inner);
  }

  private void refuseUnknown(Arguments arguments) {
    List<String> names = parameters.stream().map(Parameter::name).toList();
    boolean isKnown = names.containsAll(arguments.named().keySet());
    if (!isKnown || arguments.count() > names.size()) {
      throw new TemplateException(
          "the macro %s takes the arguments %s only".formatted(name, names));
    }
  }
}
