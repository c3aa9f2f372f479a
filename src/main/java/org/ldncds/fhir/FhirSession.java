package org.ldncds.fhir;

import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.ldncds.fhir.FhirServers.Access.Allowed;

/**
 * The calls of one request to one FHIR server: all with one deadline and within one measure of
 * calls and bytes. When it is closed, what is still under way is broken off.
 */
final class FhirSession implements AutoCloseable {

  /** What is shared by all sessions. */
  record Tools(
      HttpClient http,
      Executor executor,
      AddressRules addresses,
      FhirLimits limits,
      FetchListener listener) {}

  private static final System.Logger LOG = System.getLogger(FhirSession.class.getName());

  /** For what is done when the deadline has just passed. */
  private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(20);

  private static final Fetched TOO_SLOW = new Fetched.Failed(FetchOutcome.TOO_SLOW, "");

  private final Tools tools;
  private final Allowed server;
  private final Optional<FhirAuthorization> token;
  private final FetchListener listener;
  private final long end;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final Queue<CompletableFuture<?>> underWay = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean answered = new AtomicBoolean();
  private final AtomicBoolean failed = new AtomicBoolean();
  private volatile boolean closed;

  FhirSession(Tools tools, Allowed server, Optional<FhirAuthorization> token) {
    this.tools = tools;
    this.server = server;
    this.token = token;
    this.listener = tools.listener.ofRequest();
    this.end = System.nanoTime() + tools.limits.time().toNanos();
  }

  FhirLimits limits() {
    return tools.limits;
  }

  WebAddress base() {
    return server.base();
  }

  private long left() {
    return end - System.nanoTime();
  }

  /**
   * Reads one address of this server; any other is not called. Never completes with an exception,
   * and always soon after the deadline.
   */
  CompletableFuture<Fetched> get(WebAddress address) {
    if (!base().covers(address) || calls.incrementAndGet() > tools.limits.calls()) {
      return CompletableFuture.completedFuture(
          new Fetched.Failed(
              FetchOutcome.NOT_CALLED, "it needs more calls than one request may make"));
    }
    long begin = System.nanoTime();
    if (closed || end <= begin) {
      return CompletableFuture.completedFuture(TOO_SLOW);
    }
    return CompletableFuture.supplyAsync(this::mayConnect, tools.executor)
        .thenCompose(
            may ->
                may
                    ? send(address.uri())
                    : done(FetchOutcome.NOT_CALLED, "its name stands for an internal address"))
        .exceptionally(FhirSession::failure)
        .completeOnTimeout(TOO_SLOW, end - begin, TimeUnit.NANOSECONDS)
        .whenComplete((answer, none) -> note(answer.outcome(), System.nanoTime() - begin));
  }

  private boolean mayConnect() {
    try {
      return tools.addresses.allow(server.server());
    } catch (UnknownHostException e) {
      throw new CompletionException(e);
    }
  }

  /**
   * Once; only where a kept connection turns out to be closed does the JDK's client itself try
   * another, which a read allows.
   */
  private CompletableFuture<Fetched> send(URI uri) {
    CompletableFuture<HttpResponse<byte[]>> sent = tools.http.sendAsync(request(uri), this::body);
    underWay.add(sent);
    if (closed) {
      sent.cancel(true);
    }
    return sent.thenApply(FhirSession::read);
  }

  private HttpRequest request(URI uri) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).header("Accept", "application/fhir+json").GET();
    token.ifPresent(t -> request.header("Authorization", t.header()));
    return request.build();
  }

  private HttpResponse.BodySubscriber<byte[]> body(HttpResponse.ResponseInfo head) {
    int most = tools.limits.answerBytes();
    boolean tooLarge = head.headers().firstValueAsLong("Content-Length").orElse(0) > most;
    return new CappedBody(
        tooLarge ? 0 : most, part -> bytes.addAndGet(part) <= tools.limits.bytes());
  }

  private static Fetched read(HttpResponse<byte[]> response) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    return AnswerReader.read(response.statusCode(), type, response.body());
  }

  private static Throwable cause(Throwable fault) {
    Throwable cause = fault;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** The fault's own message may hold an address, so it is not told. */
  private static Fetched failure(Throwable fault) {
    Throwable cause = cause(fault);
    if (cause instanceof CappedBody.TooLargeException) {
      return new Fetched.Failed(FetchOutcome.UNREADABLE, "its answer is too large");
    }
    boolean nameless =
        cause instanceof UnknownHostException
            || cause.getCause() instanceof UnresolvedAddressException;
    return new Fetched.Failed(FetchOutcome.UNREACHABLE, nameless ? "its name has no address" : "");
  }

  private static CompletableFuture<Fetched> done(FetchOutcome outcome, String reason) {
    return CompletableFuture.completedFuture(new Fetched.Failed(outcome, reason));
  }

  private void note(FetchOutcome outcome, long nanoseconds) {
    if (outcome.isFaultOfServer()) {
      failed.set(true);
    } else if (outcome != FetchOutcome.NOT_CALLED) {
      answered.set(true);
    }
    listener.fetched(outcome, Duration.ofNanos(nanoseconds));
  }

  /** True where the server answered at least once, whatever it said. */
  boolean hasAnswered() {
    return answered.get();
  }

  boolean hasFailed() {
    return failed.get();
  }

  /**
   * @param late what holds where it is not there soon after the deadline
   */
  <T> T await(CompletableFuture<T> work, Supplier<T> late) {
    Runnable goOn = listener.waiting();
    try {
      return work.get(Math.max(0, left()) + GRACE, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return late.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return late.get();
    } catch (ExecutionException e) { // a fault of ours: a gap all the same
      LOG.log(System.Logger.Level.ERROR, "fetching failed: {0}", cause(e).getClass().getName());
      return late.get();
    } finally {
      goOn.run();
    }
  }

  /** Nothing is fetched after the answer, since the token was given for it only. */
  @Override
  public void close() {
    closed = true;
    underWay.forEach(sent -> sent.cancel(true));
  }
}
