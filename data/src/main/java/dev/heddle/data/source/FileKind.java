package dev.heddle.data.source;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What one file is read as. */
public enum FileKind {
  /** One document; larger ones are cut. */
  TEXT,
  /** One JSON object a line. */
  JSONL,
  PARQUET,
  /** A zip or jar file of source files. */
  ARCHIVE;

  private static final Set<String> DATA_LINES = Set.of("jsonl", "ndjson");
  private static final Set<String> ARCHIVES = Set.of("jar", "zip");
  private static final Set<String> TEXTS =
      Set.of(
          // prose
          "txt",
          "text",
          "md",
          "markdown",
          "rst",
          "adoc",
          "org",
          "tex",
          // languages of the JVM
          "java",
          "kt",
          "kts",
          "scala",
          "sc",
          "groovy",
          "clj",
          "cljs",
          "cljc",
          // C and its descendants
          "c",
          "h",
          "cc",
          "cpp",
          "cxx",
          "hh",
          "hpp",
          "hxx",
          "cu",
          "cuh",
          "m",
          "mm",
          "cs",
          "d",
          "go",
          "rs",
          "swift",
          "zig",
          "dart",
          // scripts
          "py",
          "pyi",
          "pyx",
          "rb",
          "php",
          "pl",
          "pm",
          "lua",
          "r",
          "jl",
          "sh",
          "bash",
          "zsh",
          "ps1",
          "tcl",
          // the web
          "js",
          "mjs",
          "cjs",
          "jsx",
          "ts",
          "tsx",
          "vue",
          "svelte",
          "html",
          "htm",
          "css",
          "scss",
          "less",
          // functional
          "hs",
          "lhs",
          "ml",
          "mli",
          "fs",
          "fsi",
          "fsx",
          "elm",
          "ex",
          "exs",
          "erl",
          "hrl",
          "el",
          "lisp",
          "scm",
          "rkt",
          // others
          "sql",
          "proto",
          "thrift",
          "graphql",
          "asm",
          "s",
          "f",
          "f90",
          "f95",
          "pas",
          "v",
          "sv",
          "vhd",
          "vhdl",
          "cmake",
          "gradle",
          "bzl",
          "tf");

  /** The kind that a file's name tells, gz aside; empty for a suffix that tells nothing. */
  public static Optional<FileKind> ofName(String name) {
    String suffix = suffix(withoutGz(name.toLowerCase(Locale.ROOT)));
    if (DATA_LINES.contains(suffix)) {
      return Optional.of(JSONL);
    }
    if (suffix.equals("parquet")) {
      return Optional.of(PARQUET);
    }
    if (isArchive(name)) {
      return Optional.of(ARCHIVE);
    }
    return TEXTS.contains(suffix) ? Optional.of(TEXT) : Optional.empty();
  }

  static boolean isArchive(String name) {
    return ARCHIVES.contains(suffix(name.toLowerCase(Locale.ROOT)));
  }

  /** Whether the name says that the content is compressed by gzip. */
  public static boolean isGzip(String name) {
    return suffix(name.toLowerCase(Locale.ROOT)).equals("gz");
  }

  private static String withoutGz(String name) {
    return isGzip(name) ? name.substring(0, name.length() - ".gz".length()) : name;
  }

  private static String suffix(String name) {
    int dot = name.lastIndexOf('.');
    return dot > name.lastIndexOf('/') ? name.substring(dot + 1) : "";
  }
}
