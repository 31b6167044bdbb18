package dev.heddle.data;

import dev.heddle.configs.Alias;
import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;
import dev.heddle.data.clean.CleaningRules;
import dev.heddle.data.clean.DeduplicationSettings;
import dev.heddle.data.clean.QualitySettings;
import dev.heddle.data.pack.Packing;
import dev.heddle.data.source.CorpusFormat;
import dev.heddle.data.source.InvalidUtf8;
import dev.heddle.data.source.OnUnreadable;
import dev.heddle.data.source.ReadingRules;
import dev.heddle.data.source.RowFields;
import dev.heddle.data.source.RowShape;
import dev.heddle.data.split.SplitBy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code dataset} of a run file: which text a run learns from and how it is made into
 * packs of tokens.
 *
 * @param path files, folders or globs on any Hadoop file system
 * @param evalPath the same for validation, instead of a share of {@code path}; files that stand in
 *     both are held out
 * @param format how files are read; {@code auto} decides by each file's suffix
 * @param textColumn field of a JSON line, or column of a Parquet file, that holds the text
 * @param textPairColumn field or column of a second text; each example is then a pair of texts
 * @param columns what this corpus calls the fields of an example, where it does not call them by
 *     one of the names that their form knows: {@code {anchor: title, positive: body}}
 * @param chatTemplate how conversations are written, in place of the tokenizer's own template: the
 *     name of a built-in one, {@code chatml} or {@code alpaca}, or a file in Jinja
 * @param labelColumn field or column of the class that an example belongs to; absent for text
 *     without labels. Where files have no fields, {@code group} stands for the first folder below
 *     {@code path} or the library
 * @param include globs ({@code **}{@code /*.java}) on paths below the folder, or within an archive;
 *     empty takes every file whose suffix tells text, data or source code
 * @param exclude globs of what to leave out all the same
 * @param valSize share held out for validation: of the documents, or of the characters when the
 *     split is by group; 0 holds nothing out, which is all that may stand beside {@code eval_path};
 *     without that 0.05 unless said otherwise
 * @param splitBy whether documents or whole groups are held out; a group is the first folder below
 *     {@code path}, or a library whose archive lies there. Methods go with their file
 * @param splitSeed another seed holds out others
 * @param maxSeqLength tokens in a pack, special tokens included; of pairs, in each of the texts
 * @param packing whether sequences share packs
 * @param packingWindow sequences that wait for a pack to fit in; more leave less room unused and
 *     need more memory (four bytes a token)
 * @param addSpecialTokens put around each sequence what the tokenizer's template has there
 * @param addEosToken put the tokenizer's end of sequence behind each document, unless the template
 *     does already: causal models learn from it where to stop
 * @param preparedPath where the shards go; absent: beside the output folder, named after what they
 *     are made from, so that runs with the same data share them
 * @param onUnreadable what to do with a file, line or row that cannot be read
 * @param invalidUtf8 what to do with a document that is not UTF-8
 * @param minCharacters shorter documents are left out
 * @param maxCharacters longer documents are left out
 * @param maxDocumentBytes a longer text file is cut at its blank lines, or else at its line ends; a
 *     longer line or row counts as unreadable
 * @param stripLicenceHeaders take leading comments out that speak of a licence or copyright
 * @param dropGenerated leave out source files that say that a program wrote them
 * @param maskMethodNames put {@code _} for a method's own name wherever its code has it; for format
 *     {@code java_methods}
 * @param quality bounds of what still counts as text
 * @param deduplicate which copies are left out
 */
public record DatasetSettings(
    List<String> path,
    @Default("[]") List<String> evalPath,
    @Default("auto") CorpusFormat format,
    @Default("text") String textColumn,
    Optional<String> textPairColumn,
    Optional<String> labelColumn,
    @Default("{}") Map<String, String> columns,
    Optional<String> chatTemplate,
    @Default("[]") List<String> include,
    @Default("[]") List<String> exclude,
    @Alias("val_set_size") Optional<Double> valSize,
    @Default("document") SplitBy splitBy,
    @Default("1") long splitSeed,
    @Alias({"cutoff_len", "sequence_len", "max_seq_len"}) @Default("512") int maxSeqLength,
    @Default("best_fit") Packing packing,
    @Default("10000") int packingWindow,
    @Default("true") boolean addSpecialTokens,
    @Default("false") boolean addEosToken,
    Optional<String> preparedPath,
    @Default("fail") OnUnreadable onUnreadable,
    @Default("replace") InvalidUtf8 invalidUtf8,
    @Default("1") int minCharacters,
    @Default("1000000000") int maxCharacters,
    @Default("8000000") int maxDocumentBytes,
    @Default("false") boolean stripLicenceHeaders,
    @Default("false") boolean dropGenerated,
    @Default("false") boolean maskMethodNames,
    QualitySettings quality,
    DeduplicationSettings deduplicate) {

  /** Room for one token between the two that an encoder's template usually adds. */
  private static final int SHORTEST_SEQUENCE = 3;

  private static final double USUAL_SHARE = 0.05;

  private static final int LARGEST_DOCUMENT = 1_000_000_000;

  /** Copies the lists and checks the ranges. */
  public DatasetSettings {
    path = List.copyOf(path);
    evalPath = List.copyOf(evalPath);
    columns = Map.copyOf(columns);
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    Checks.of(DatasetSettings.class)
        .require(
            !path.isEmpty() && path.stream().noneMatch(String::isBlank),
            "path",
            path,
            "must name at least one file, folder or glob")
        .notBlank("textColumn", textColumn)
        .require(
            textPairColumn.isEmpty() || labelColumn.isPresent(),
            "textPairColumn",
            textPairColumn.orElse(""),
            "needs dataset.label_column: pairs of texts are read as labelled examples only")
        .require(
            evalPath.stream().noneMatch(String::isBlank),
            "evalPath",
            evalPath,
            "must name files, folders or globs")
        .require(
            valSize.orElse(0.0) >= 0 && valSize.orElse(0.0) < 1,
            "valSize",
            valSize.orElse(0.0),
            "must be a share from 0 to below 1")
        .require(
            evalPath.isEmpty() || valSize.orElse(0.0) == 0,
            "valSize",
            valSize.orElse(0.0),
            "must be 0 or absent, as dataset.eval_path names what is held out")
        .require(
            maxSeqLength >= SHORTEST_SEQUENCE,
            "maxSeqLength",
            maxSeqLength,
            "must be " + SHORTEST_SEQUENCE + " or above")
        .require(packingWindow >= 1, "packingWindow", packingWindow, "must be 1 or above")
        .require(minCharacters >= 1, "minCharacters", minCharacters, "must be 1 or above")
        .require(
            maxCharacters >= minCharacters,
            "maxCharacters",
            maxCharacters,
            "must be min_characters=" + minCharacters + " or above")
        .require(
            !maskMethodNames || format == CorpusFormat.JAVA_METHODS,
            "maskMethodNames",
            maskMethodNames,
            "needs dataset.format=java_methods: there are no methods in other formats")
        .inRange("maxDocumentBytes", maxDocumentBytes, 1024, LARGEST_DOCUMENT)
        .done();
  }

  /** How the texts of the corpus are read. */
  public ReadingRules reading() {
    RowFields text = RowFields.text(textColumn, List.of());
    return reading(() -> text);
  }

  /** The share of {@code path} that is held out. */
  public double heldOut() {
    return evalPath.isEmpty() ? valSize.orElse(USUAL_SHARE) : 0;
  }

  /** How the corpus is read if its rows are to make other documents than texts. */
  public ReadingRules reading(RowShape rows) {
    return new ReadingRules(
        format,
        rows,
        include,
        exclude,
        onUnreadable,
        invalidUtf8,
        maxDocumentBytes,
        maskMethodNames);
  }

  /** How each document is cleaned. */
  public CleaningRules cleaning() {
    return new CleaningRules(
        stripLicenceHeaders, dropGenerated, minCharacters, maxCharacters, quality);
  }
}
