package org.ldncds.web.playground;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.ldncds.clinical.drug.Code;
import tools.jackson.databind.node.ObjectNode;

/** The orders that the form holds: those of the story, one that was written, or pasted JSON. */
final class Orders {

  /** UCUM codes by the units that the form offers; a unit in braces is a countable thing. */
  static final List<String> UNITS = List.of("mg", "ug", "g", "mL", "{tablet}", "{capsule}");

  private static final Pattern DECIMAL = Pattern.compile("\\d{1,7}(\\.\\d{1,6})?");
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_SIG = 500;

  private final Story story;
  private final Form form;
  private final DrugNames drugs;
  private final OffsetDateTime now;
  private final List<Fault> faults = new ArrayList<>();

  private Orders(Story story, Form form, DrugNames drugs, OffsetDateTime now) {
    this.story = story;
    this.form = form;
    this.drugs = drugs;
    this.now = now;
  }

  /**
   * @throws FaultyFormException where the form holds no order that could be sent
   */
  static List<ObjectNode> of(Story story, Form form, DrugNames drugs, OffsetDateTime now) {
    Orders orders = new Orders(story, form, drugs, now);
    return switch (form.how()) {
      case Form.STORY -> orders.ofStory();
      case Form.WRITTEN -> List.of(orders.written());
      case Form.JSON -> PastedOrders.read(form.json(), story.patientId());
      default ->
          throw new FaultyFormException("how", "Choose where the order comes from: one of three.");
    };
  }

  private List<ObjectNode> ofStory() {
    if (story.orders().isEmpty()) {
      throw new FaultyFormException(
          "how",
          "This story holds no order. Write one, paste one, or choose the hook patient-view.");
    }
    return story.orders();
  }

  private ObjectNode written() {
    BigDecimal dose = check();
    ObjectNode order = Json.MAPPER.createObjectNode();
    order.put("resourceType", "MedicationRequest");
    order.put("id", "written-order");
    order.put("status", "draft");
    order.put("intent", "order");
    drug(order.putObject("medicationCodeableConcept"));
    order.putObject("subject").put("reference", "Patient/" + story.patientId());
    order.put("authoredOn", now.truncatedTo(ChronoUnit.SECONDS).toString());
    ObjectNode dosage = order.putArray("dosageInstruction").addObject();
    Frequency frequency = Frequency.named(form.timing()).orElse(Frequency.NOT_SAID);
    String sig = form.sig().isEmpty() ? sig(frequency) : form.sig();
    if (!sig.isEmpty()) {
      dosage.put("text", sig);
    }
    if (!frequency.repeat().isEmpty()) {
      dosage.putObject("timing").set("repeat", Json.MAPPER.readTree(frequency.repeat()));
    }
    if (frequency.asNeeded()) {
      dosage.put("asNeededBoolean", true);
    }
    if (dose.signum() > 0) {
      ObjectNode quantity = dosage.putArray("doseAndRate").addObject().putObject("doseQuantity");
      quantity.put("value", dose);
      quantity.put("unit", form.unit().replace("{", "").replace("}", ""));
      quantity.put("system", "http://unitsofmeasure.org");
      quantity.put("code", form.unit());
    }
    return order;
  }

  private void drug(ObjectNode concept) {
    Map<String, Code> products = drugs.products();
    Code code = products.get(form.drug());
    if (code != null) {
      ObjectNode coding = concept.putArray("coding").addObject();
      coding.put("system", code.system().uri());
      coding.put("code", code.value());
      coding.put("display", form.drug());
    }
    concept.put("text", form.drug());
  }

  /** What an EHR would write below structured fields. */
  private String sig(Frequency frequency) {
    if (form.dose().isEmpty() || frequency == Frequency.NOT_SAID) {
      return "";
    }
    String often =
        frequency.label().substring(0, 1).toLowerCase(Locale.ROOT) + frequency.label().substring(1);
    String unit = form.unit().replace("{", "").replace("}", "");
    return form.dose() + " " + unit + " by mouth " + often;
  }

  /** The dose; zero where none was typed. */
  private BigDecimal check() {
    BigDecimal dose = BigDecimal.ZERO;
    if (form.drug().isEmpty()) {
      faults.add(new Fault("drug", "Name the drug, for example: naltrexone."));
    } else if (form.drug().length() > LONGEST_NAME) {
      faults.add(new Fault("drug", "Name the drug in at most " + LONGEST_NAME + " characters."));
    }
    if (!form.dose().isEmpty()) {
      dose = dose();
    } else if (form.sig().isEmpty()) {
      faults.add(
          new Fault("dose", "Type an amount such as 4.5, or say the dose in the sig below."));
    }
    if (!UNITS.contains(form.unit())) {
      faults.add(new Fault("unit", "Choose one of " + String.join(", ", UNITS) + "."));
    }
    if (Frequency.named(form.timing()).isEmpty()) {
      faults.add(new Fault("timing", "Choose how often it is taken."));
    }
    if (form.sig().length() > LONGEST_SIG) {
      faults.add(new Fault("sig", "Write the sig in at most " + LONGEST_SIG + " characters."));
    }
    if (!faults.isEmpty()) {
      throw new FaultyFormException(faults);
    }
    return dose;
  }

  private BigDecimal dose() {
    if (!DECIMAL.matcher(form.dose()).matches()) {
      String maybe = form.dose().replace(',', '.');
      String advice =
          DECIMAL.matcher(maybe).matches()
              ? " Maybe " + maybe + "?"
              : " Type digits, with a point before decimals, and choose the unit beside it.";
      faults.add(new Fault("dose", "“" + form.dose() + "” is no amount." + advice));
      return BigDecimal.ZERO;
    }
    BigDecimal dose = new BigDecimal(form.dose());
    if (dose.signum() == 0) {
      faults.add(new Fault("dose", "An order of 0 is none. Type an amount above 0."));
    }
    return dose;
  }
}
