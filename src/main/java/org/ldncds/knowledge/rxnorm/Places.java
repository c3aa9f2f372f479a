package org.ldncds.knowledge.rxnorm;

/** Finds the place of an RxNorm number in a list of them: a hash table of bare numbers. */
final class Places {

  private final int[] keys;
  private final int[] places;
  private final int mask;

  /**
   * @param numbers each once, above zero
   */
  Places(int[] numbers) {
    int size = Integer.highestOneBit(Math.max(1, numbers.length)) << 2;
    keys = new int[size];
    places = new int[size];
    mask = size - 1;
    for (int place = 0; place < numbers.length; place++) {
      int slot = slot(numbers[place]);
      keys[slot] = numbers[place];
      places[slot] = place;
    }
  }

  private int slot(int key) {
    int slot = (key * 0x9E3779B1) >>> 7 & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /**
   * @return -1 where the number is not in the list
   */
  int of(int number) {
    int slot = slot(number);
    return number != 0 && keys[slot] == number ? places[slot] : -1;
  }
}
