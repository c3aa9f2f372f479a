package org.ldncds.knowledge.rxnorm;

import java.util.List;
import org.ldncds.clinical.drug.ImportedProducts;
import org.ldncds.clinical.drug.ImportedProducts.Row;

/**
 * What a table holds, see {@link ImportedProducts}; all lists in order.
 *
 * @param release the release's date, or "unknown"
 * @param imported when
 * @param knowledge the fingerprint of the knowledge it was made with
 */
@SuppressWarnings("ArrayRecordComponent") // hundreds of thousands of numbers, never compared
record TableData(
    String release,
    String imported,
    String knowledge,
    List<Row> rows,
    long[] ndcs,
    int[] rowOfNdc,
    int[] others,
    long[] otherNdcs) {

  ImportedProducts products() {
    return new ImportedProducts(rows, ndcs, rowOfNdc, others, otherNdcs);
  }
}
