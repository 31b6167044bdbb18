package dev.heddle.data.shard;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;

/** Tells Parquet what a pack looks like. */
final class PackWriteSupport extends WriteSupport<PackedSample> {

  private final List<SampleColumn> columns;
  private RecordConsumer consumer;

  PackWriteSupport(List<SampleColumn> columns) {
    this.columns = columns;
  }

  @Override
  @SuppressWarnings("deprecation") // abstract still, though nothing calls it
  public WriteContext init(Configuration configuration) {
    return new WriteContext(PackSchema.of(columns), Map.of());
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return new WriteContext(PackSchema.of(columns), Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    consumer = recordConsumer;
  }

  @Override
  public void write(PackedSample pack) {
    consumer.startMessage();
    writeList(PackSchema.INPUT_IDS, 0, pack.inputIds());
    writeList(PackSchema.SEQUENCE_LENGTHS, 1, pack.sequenceLengths());
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i).name();
      writeList(name, PackSchema.OWN.size() + i, pack.column(name));
    }
    consumer.endMessage();
  }

  private void writeList(String name, int field, int[] values) {
    consumer.startField(name, field);
    consumer.startGroup();
    consumer.startField("list", 0);
    for (int value : values) {
      writeElement(value);
    }
    consumer.endField("list", 0);
    consumer.endGroup();
    consumer.endField(name, field);
  }

  private void writeElement(int value) {
    consumer.startGroup();
    consumer.startField("element", 0);
    consumer.addInteger(value);
    consumer.endField("element", 0);
    consumer.endGroup();
  }
}
