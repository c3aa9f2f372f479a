package org.ldncds.knowledge.rxnorm;

import java.util.Arrays;

/** A list of numbers that grows, without a box around each. */
final class Numbers {

  private long[] values = new long[1 << 10];
  private int size;

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1));
    }
    values[size++] = value;
  }

  long get(int at) {
    return values[at];
  }

  int size() {
    return size;
  }

  /** In order, each once. */
  long[] sorted() {
    long[] sorted = Arrays.copyOf(values, size);
    Arrays.sort(sorted);
    int kept = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[kept++] = sorted[i];
      }
    }
    return Arrays.copyOf(sorted, kept);
  }
}
