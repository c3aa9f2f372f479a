package org.ldncds.web;

import org.jspecify.annotations.Nullable;
import org.ldncds.knowledge.KnowledgeException;
import org.ldncds.knowledge.rxnorm.RxNormException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells in one sentence why the service does not start, instead of a stack trace. */
final class StartFailureAnalyzer extends AbstractFailureAnalyzer<RuntimeException> {

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, RuntimeException cause) {
    for (Throwable fault = rootFailure; fault != null; fault = fault.getCause()) {
      if (fault instanceof KnowledgeException) {
        return new FailureAnalysis(
            fault.getMessage(),
            "Correct the knowledge file, or point cds.knowledge to another folder.",
            fault);
      }
      if (fault instanceof RxNormException) {
        return new FailureAnalysis(
            fault.getMessage(),
            "Import the release again with --import-rxnorm=<folder>, put the previous table (.previous) in its place, or move the table away: then the bundled products serve.",
            fault);
      }
      if (fault instanceof StartRefusedException) {
        return new FailureAnalysis(fault.getMessage(), "Change the setting it names.", fault);
      }
    }
    return null;
  }
}
