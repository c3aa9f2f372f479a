package org.ldncds.hooks;

import java.time.Instant;
import java.util.Optional;
import org.ldncds.fhir.PatientRecords;
import org.ldncds.fhir.PlainReading;

/** Answers as the service does, in bytes, after HAPI has read all of the request. */
public final class PlainPipeline {

  private final Pipeline pipeline;
  private final PlainReading reading = new PlainReading();

  public PlainPipeline(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** How many resources HAPI parsed so far. */
  public int parsed() {
    return reading.parsed();
  }

  public byte[] answer(ServiceDefinition service, byte[] body, Instant now) {
    HookRequest request = HookRequestReader.read(body, service);
    PatientRecords records = reading.of(request.records());
    return HookJson.write(
        pipeline.answer(
            service,
            new HookRequest(
                request.hook(),
                request.hookInstance(),
                request.userId(),
                request.fhirServer(),
                request.fhirAuthorization(),
                records),
            now,
            Optional.empty()));
  }
}
