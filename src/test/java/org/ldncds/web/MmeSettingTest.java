package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Cards about morphine equivalents are for deployers who ask for them. */
class MmeSettingTest {

  @ParameterizedTest
  @CsvSource({"cds.zone,UTC,false", "cds.mme.enabled,true,true", "cds.mme.enabled,false,false"})
  void isOffUntilItIsSwitchedOn(String property, String value, boolean enabled) {
    CdsProperties settings =
        new Binder(new MapConfigurationPropertySource(Map.of(property, value)))
            .bind("cds", CdsProperties.class)
            .get();
    assertEquals(enabled, settings.mme().enabled());
  }
}
