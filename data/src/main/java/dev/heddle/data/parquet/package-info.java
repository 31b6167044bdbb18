/** Parquet files of any storage, whatever they hold. */
package dev.heddle.data.parquet;
