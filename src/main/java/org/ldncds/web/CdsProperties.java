package org.ldncds.web;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings of the service, all under {@code cds.}.
 *
 * @param publicUrl what the outside calls this service
 * @param zone in which today is read where the order does not say; the machine's where not set
 * @param knowledge folder of the declarative knowledge; ./cds-services, else the copy inside the
 *     jar, where not set
 * @param rxnormTable the file of an imported RxNorm release; ./data/rxnorm-table, where there is
 *     one, where not set
 * @param missingData what a missing medication list is answered with
 * @param topics switches by topic code
 * @param clients the EHRs whose habits are known
 */
@ConfigurationProperties("cds")
public record CdsProperties(
    @DefaultValue("http://localhost:8080") String publicUrl,
    @Nullable ZoneId zone,
    @Nullable String knowledge,
    @Nullable String seeds,
    @Nullable String rxnormTable,
    @DefaultValue("card") MissingData missingData,
    @DefaultValue("4") int maxCards,
    @DefaultValue Map<String, TopicSwitch> topics,
    @DefaultValue Limits limits,
    @DefaultValue Mme mme,
    @DefaultValue Cors cors,
    @DefaultValue Terminology terminology,
    @DefaultValue Sandbox sandbox,
    @DefaultValue List<ClientProperties> clients) {

  /** What a missing medication list is answered with. */
  public enum MissingData {
    CARD,
    STRICT
  }

  /**
   * Switches a kind of card.
   *
   * @param silent true where its cards are computed and recorded but not returned
   */
  public record TopicSwitch(
      @DefaultValue("true") boolean enabled, @DefaultValue("false") boolean silent) {}

  /** Cards about morphine equivalents of their own. */
  public record Mme(@DefaultValue("false") boolean enabled) {}

  /**
   * Limits of a request.
   *
   * @param bodyTime the most that its body takes to arrive
   * @param concurrency requests in work at once; 0 for four a core
   * @param drain how long calls are still answered once the service was told to end
   * @param fhirTime for all that is fetched from the EHR's FHIR server
   * @param fhirPages followed after the first of a search
   * @param fhirCalls in all
   * @param fhirMedications read one by one
   * @param fhirAnswer the size of one answer
   * @param fhirTotal the size of all answers together
   */
  public record Limits(
      @DefaultValue("5MB") DataSize body,
      @DefaultValue("10s") Duration bodyTime,
      @DefaultValue("0") int concurrency,
      @DefaultValue("0s") Duration drain,
      @DefaultValue("400ms") Duration fhirTime,
      @DefaultValue("5") int fhirPages,
      @DefaultValue("60") int fhirCalls,
      @DefaultValue("20") int fhirMedications,
      @DefaultValue("5MB") DataSize fhirAnswer,
      @DefaultValue("10MB") DataSize fhirTotal) {}

  /** Browsers that may call. */
  public record Cors(
      @DefaultValue({"http://localhost:[*]", "http://127.0.0.1:[*]"})
          List<String> allowedOrigins) {}

  /**
   * A FHIR terminology server for codes that no table knows.
   *
   * @param url its base; none is asked where not set
   * @param time the most that all look-ups of one request take together
   * @param codes the most codes that one request asks for
   * @param remember how long what was found is kept
   */
  public record Terminology(
      @Nullable String url,
      @DefaultValue("300ms") Duration time,
      @DefaultValue("50") int codes,
      @DefaultValue("24h") Duration remember) {}

  /** Sandbox mode. */
  public record Sandbox(@DefaultValue("false") boolean expose) {}

  /**
   * One EHR.
   *
   * @param issuer the {@code iss} of its tokens
   * @param jwksUrl where its public keys are, https in production; also the only {@code jku}
   *     allowed
   * @param jwksFile a file with its public keys instead
   * @param audiences further values of {@code aud} besides the address that was called
   * @param tenants the only tenants that may call; a token without one is refused then
   * @param fhirServers base addresses of its FHIR servers, by which the sandbox knows it
   * @param dialect what it can show and do
   * @param carePlan true where it wants a CarePlan beside each plan
   * @param openFhir true where its FHIR servers may be called without a token
   * @param privateFhir true where the names of its FHIR servers may stand for internal addresses
   * @param silent true where cards are computed and recorded but not returned
   * @param rateLimit requests a second; 0 for no limit
   * @param quietRepeats how long a card that was overridden is not shown again; zero for off
   */
  public record ClientProperties(
      @DefaultValue("") String name,
      @Nullable String issuer,
      @Nullable String jwksUrl,
      @Nullable String jwksFile,
      @DefaultValue List<String> audiences,
      @DefaultValue List<String> tenants,
      @DefaultValue List<String> fhirServers,
      @DefaultValue("standard") String dialect,
      @DefaultValue("false") boolean carePlan,
      @DefaultValue("false") boolean openFhir,
      @DefaultValue("false") boolean privateFhir,
      @DefaultValue("false") boolean silent,
      @DefaultValue("0") int rateLimit,
      @DefaultValue("0s") Duration quietRepeats) {}
}
