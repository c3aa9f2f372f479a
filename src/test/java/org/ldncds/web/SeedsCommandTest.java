package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ca.uhn.fhir.rest.annotation.Transaction;
import ca.uhn.fhir.rest.annotation.TransactionParam;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.ldncds.fhir.SharedFhirContext;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The stories, loaded into another FHIR server: HAPI's, which takes transactions. */
@ExtendWith(OutputCaptureExtension.class)
class SeedsCommandTest {

  /** Keeps what is put, and refuses a patient as a server with rules of its own does. */
  public static final class Transactions {
    private final Map<String, Resource> kept = new TreeMap<>();
    private volatile String refused = "";

    @Transaction
    public Bundle transaction(@TransactionParam Bundle sent) {
      Bundle answer = new Bundle().setType(BundleType.TRANSACTIONRESPONSE);
      for (BundleEntryComponent entry : sent.getEntry()) {
        String url = entry.getRequest().getUrl();
        assertEquals("PUT", entry.getRequest().getMethod().toCode());
        if (url.equals(refused)) {
          throw new UnprocessableEntityException("no patient of that name is wanted");
        }
        boolean before = kept.put(url, entry.getResource()) != null;
        answer.addEntry().getResponse().setStatus(before ? "200 OK" : "201 Created");
      }
      return answer;
    }
  }

  private final Tomcat tomcat = new Tomcat();
  private final Transactions transactions = new Transactions();

  @BeforeEach
  void start(@TempDir Path folder) throws LifecycleException {
    RestfulServer server = new RestfulServer(SharedFhirContext.r4());
    server.registerProvider(transactions);
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.setHostname("127.0.0.1");
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "fhir", server);
    context.addServletMappingDecoded("/fhir/*", "fhir");
    tomcat.getConnector();
    tomcat.start();
  }

  @AfterEach
  void stop() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  private int run() {
    return SeedsCommand.run(
        new String[] {
          "--load-seeds=http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/fhir/"
        });
  }

  @Test
  void everyStoryIsTakenAndASecondTimeChangesNothing(CapturedOutput log) {
    assertEquals(0, run(), log.getAll());
    int stories = SeedStory.all().size();
    assertTrue(
        log.getAll().contains(stories + " of " + stories + " stories loaded."), log.getAll());
    assertFalse(log.getAll().contains("Tomcat initialized"), log.getAll());
    long patients =
        transactions.kept.keySet().stream().filter(url -> url.startsWith("Patient/")).count();
    assertEquals(stories, patients);
    int resources = transactions.kept.size();
    assertEquals(0, run());
    assertEquals(resources, transactions.kept.size());
  }

  @Test
  void aRefusedStoryIsNamedWithTheWordsOfTheServer(CapturedOutput log) {
    transactions.refused = "Patient/nora-lindqvist";
    assertEquals(1, run());
    assertTrue(
        log.getAll()
            .contains(
                "refused  short-acting-opioid-current: 422 no patient of that name is wanted"),
        log.getAll());
    int stories = SeedStory.all().size();
    assertTrue(log.getAll().contains((stories - 1) + " of " + stories), log.getAll());
  }

  @Test
  void aServerThatIsNotThereOrIsNoneIsSaid(CapturedOutput log) throws LifecycleException {
    int port = tomcat.getConnector().getLocalPort();
    String closed = "--load-seeds=http://127.0.0.1:" + port + "/elsewhere";
    assertEquals(1, SeedsCommand.run(new String[] {closed}));
    assertTrue(log.getAll().contains("404 without an OperationOutcome"), log.getAll());
    tomcat.stop();
    assertEquals(1, SeedsCommand.run(new String[] {closed}));
    assertTrue(log.getAll().contains("no answer from http://127.0.0.1:" + port), log.getAll());
    assertEquals(1, SeedsCommand.run(new String[] {"--load-seeds"}));
    assertTrue(log.getAll().contains("Name the base address"), log.getAll());
    assertFalse(log.getAll().contains("\tat "), log.getAll());
  }
}
