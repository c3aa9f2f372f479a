package org.ldncds.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ldncds.fhir.OperationOutcomes;
import org.ldncds.hooks.Client;
import org.ldncds.hooks.Feedback;
import org.ldncds.hooks.FeedbackReader;
import org.ldncds.hooks.ServiceDefinition;
import org.ldncds.store.CardStore;
import org.ldncds.store.FeedbackStore;
import org.ldncds.store.StoreDownException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The feedback endpoint of every CDS service. What it answers with 200 is kept. */
@RestController
class FeedbackController {

  private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);
  private static final String SECONDS_TO_WAIT = "30";

  private final ServiceCalls calls;
  private final FeedbackStore store;
  private final CardStore cards;

  FeedbackController(ServiceCalls calls, FeedbackStore store, CardStore cards) {
    this.calls = calls;
    this.store = store;
    this.cards = cards;
  }

  @PostMapping({
    "/cds-services/{id}/feedback",
    "/cds-services/{id}/feedback/",
    "/cds-services/{id}//feedback",
    "/cds-services//{id}/feedback",
    "/cds-services//{id}/feedback/"
  })
  ResponseEntity<byte[]> feedback(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    ServiceDefinition service = calls.service(id);
    List<Feedback> entries = FeedbackReader.read(calls.body(request));
    String client = Callers.current().map(Client::name).orElse("");
    store.keep(service.id(), client, entries);
    cards.feedbackCame();
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .body(NOTHING);
  }

  /** EHRs send it again. */
  @ExceptionHandler
  ResponseEntity<byte[]> storeDown(StoreDownException fault) {
    String outcome =
        OperationOutcomes.json(
            "transient", "", "Feedback cannot be kept now. Send it again later.");
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, SECONDS_TO_WAIT)
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .body(outcome.getBytes(StandardCharsets.UTF_8));
  }
}
