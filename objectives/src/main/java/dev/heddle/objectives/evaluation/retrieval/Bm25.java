package dev.heddle.objectives.evaluation.retrieval;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;

/**
 * Okapi BM25 (Robertson et al. 1994) as Lucene computes it, with its defaults k1 = 1.2 and b =
 * 0.75, over {@link SubTokens}: what a search without any learning finds. Kept in memory.
 */
public final class Bm25 implements Closeable {

  private static final String FIELD = "text";

  /** Lucene's own bound on the clauses of a query. */
  private static final int MOST_WORDS = 1000;

  private final Directory directory = new ByteBuffersDirectory();
  private final int size;
  private final DirectoryReader reader;
  private final IndexSearcher searcher;

  /** Indexes documents, which are called by their numbers in the list. */
  public Bm25(List<String> documents) {
    size = documents.size();
    try {
      write(documents);
      reader = DirectoryReader.open(directory);
      searcher = new IndexSearcher(reader);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The score of every document; 0 for those that share no word with the query. */
  public float[] scores(String query) {
    float[] scores = new float[size];
    try {
      for (ScoreDoc found : searcher.search(anyOf(query), Math.max(1, size)).scoreDocs) {
        scores[found.doc] = found.score;
      }
      return scores;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
      directory.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void write(List<String> documents) throws IOException {
    // This policy merges neighbours only, so that numbers stay those of the list.
    IndexWriterConfig config = new IndexWriterConfig().setMergePolicy(new LogDocMergePolicy());
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (String document : documents) {
        Document fields = new Document();
        fields.add(new TextField(FIELD, new Words(SubTokens.of(document))));
        writer.addDocument(fields);
      }
    }
  }

  /** Any of the words; one that the query repeats counts as often. */
  private static Query anyOf(String query) {
    Map<String, Long> words =
        SubTokens.of(query).stream()
            .collect(groupingBy(word -> word, LinkedHashMap::new, counting()));
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    words.entrySet().stream()
        .limit(MOST_WORDS)
        .map(
            entry ->
                new BoostQuery(new TermQuery(new Term(FIELD, entry.getKey())), entry.getValue()))
        .forEach(clause -> any.add(clause, BooleanClause.Occur.SHOULD));
    return any.build();
  }

  /** Words as Lucene takes them. */
  private static final class Words extends TokenStream {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final List<String> words;
    private Iterator<String> rest;

    Words(List<String> words) {
      this.words = words;
      this.rest = words.iterator();
    }

    @Override
    public boolean incrementToken() {
      clearAttributes();
      if (!rest.hasNext()) {
        return false;
      }
      term.append(rest.next());
      return true;
    }

    @Override
    public void reset() throws IOException {
      super.reset();
      rest = words.iterator();
    }
  }
}
