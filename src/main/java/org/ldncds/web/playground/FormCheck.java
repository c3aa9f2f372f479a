package org.ldncds.web.playground;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ldncds.hooks.Dialect;
import org.ldncds.knowledge.Knowledge;

/** Whether the choices of the form are among those that were offered. */
final class FormCheck {

  private FormCheck() {}

  /**
   * @throws FaultyFormException naming each field at fault
   */
  static void requireKnown(Form form, Knowledge knowledge) {
    List<Fault> faults = new ArrayList<>();
    if (knowledge.services().stream().noneMatch(each -> each.hook().equals(form.hook()))) {
      faults.add(new Fault("hook", "No service answers this hook. Choose one of these."));
    }
    if (!List.of(Form.PREFETCH, Form.FETCH).contains(form.data())) {
      faults.add(new Fault("data", "Choose whether the EHR sends records or the service asks."));
    }
    if (Dialect.named(form.dialect()).isEmpty()) {
      faults.add(new Fault("dialect", "Choose one of " + Dialect.names() + "."));
    }
    if (!faults.isEmpty()) {
      throw new FaultyFormException(faults);
    }
  }

  static Map<String, String> of(String field, String message) {
    return byField(List.of(new Fault(field, message)));
  }

  static Map<String, String> byField(List<Fault> faults) {
    Map<String, String> byField = new LinkedHashMap<>();
    faults.forEach(fault -> byField.putIfAbsent(fault.field(), fault.message()));
    return byField;
  }
}
