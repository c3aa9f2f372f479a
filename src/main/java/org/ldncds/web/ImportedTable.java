package org.ldncds.web;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.knowledge.rxnorm.RxNormTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the table of an imported RxNorm release is, and which release serves. */
final class ImportedTable {

  private static final Logger LOG = LoggerFactory.getLogger(ImportedTable.class);
  private static final Path USUAL = Path.of("data", "rxnorm-table");

  private ImportedTable() {}

  static Path path(CdsProperties settings) {
    String set = settings.rxnormTable();
    return isSet(set) ? Path.of(set) : USUAL;
  }

  private static boolean isSet(@Nullable String path) {
    return path != null && !path.isBlank();
  }

  /**
   * The catalogue with the imported products, where a release was imported.
   *
   * @throws StartRefusedException where a table is set that is not there
   */
  static DrugCatalogue addTo(DrugCatalogue drugs, CdsProperties settings) {
    Path file = path(settings);
    if (!Files.exists(file)) {
      if (isSet(settings.rxnormTable())) {
        throw new StartRefusedException(
            "cds.rxnorm-table="
                + file
                + ": there is no such file. Import a release with --import-rxnorm=<folder>, or leave the setting out.");
      }
      LOG.info("Drug codes: the bundled table ({} products)", drugs.productCount());
      return drugs;
    }
    RxNormTable table = RxNormTable.read(file, drugs);
    LOG.info(
        "Drug codes: RxNorm release {}, imported {} ({}): {} products that matter, {} other codes; the {} bundled products go before them",
        table.release(),
        table.imported(),
        file,
        table.products().size(),
        table.products().otherCount(),
        drugs.productCount());
    return drugs.with(table.products());
  }
}
