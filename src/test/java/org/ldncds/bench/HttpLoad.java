package org.ldncds.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Sends one request again and again over plain sockets, which costs little beside the server on the
 * same machine. In a closed load each connection waits for its answer; in an open one requests are
 * due at a fixed rate, and time counts from when a request was due, however late it was sent.
 */
final class HttpLoad {

  /** What came of it; times in microseconds. */
  record Result(double seconds, Histogram answered, Histogram refused, int otherwise) {
    double perSecond() {
      return answered.getTotalCount() / seconds;
    }
  }

  private static final long LONGEST_MICROS = TimeUnit.SECONDS.toMicros(60);

  private final int port;
  private final byte[] body;
  private final String path;
  private final IntFunction<String> token;
  private final AtomicInteger sent = new AtomicInteger();

  /**
   * @param token the bearer token of each call by its number; empty for none
   */
  HttpLoad(int port, String path, byte[] body, IntFunction<String> token) {
    this.port = port;
    this.path = path;
    this.body = body;
    this.token = token;
  }

  Result closed(int connections, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    return run(connections, () -> System.nanoTime() < end ? System.nanoTime() : -1);
  }

  /** So many calls, as fast as they are answered. */
  Result times(int connections, int calls) {
    AtomicInteger left = new AtomicInteger(calls);
    return run(connections, () -> left.getAndDecrement() > 0 ? System.nanoTime() : -1);
  }

  Result open(int connections, double perSecond, Duration time) {
    long begin = System.nanoTime();
    long calls = (long) (perSecond * time.toNanos() / 1e9);
    AtomicLong next = new AtomicLong();
    return run(
        connections,
        () -> {
          long number = next.getAndIncrement();
          return number < calls ? begin + (long) (number * 1e9 / perSecond) : -1;
        });
  }

  /** When the next call is due, in nanoseconds; below zero once there is none. */
  private interface Schedule {
    long next();
  }

  private Result run(int connections, Schedule schedule) {
    Histogram answered = new ConcurrentHistogram(LONGEST_MICROS, 3);
    Histogram refused = new ConcurrentHistogram(LONGEST_MICROS, 3);
    AtomicInteger otherwise = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    long begin = System.nanoTime();
    for (int i = 0; i < connections; i++) {
      threads.execute(() -> call(schedule, answered, refused, otherwise));
    }
    threads.shutdown();
    try {
      if (!threads.awaitTermination(10, TimeUnit.MINUTES)) {
        throw new IllegalStateException("the load does not end");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new Result((System.nanoTime() - begin) / 1e9, answered, refused, otherwise.get());
  }

  private void call(
      Schedule schedule, Histogram answered, Histogram refused, AtomicInteger otherwise) {
    try (Connection connection = new Connection()) {
      for (long due = schedule.next(); due >= 0; due = schedule.next()) {
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        int status = connection.call(token.apply(sent.getAndIncrement()));
        long micros = Math.min(LONGEST_MICROS, (System.nanoTime() - due) / 1_000);
        switch (status) {
          case 200 -> answered.recordValue(micros);
          case 503 -> refused.recordValue(micros);
          default -> otherwise.incrementAndGet();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One call by itself. */
  int once() throws IOException {
    try (Connection connection = new Connection()) {
      return connection.call(token.apply(sent.getAndIncrement()));
    }
  }

  /** A connection that is kept open as long as the server keeps it. */
  private final class Connection implements AutoCloseable {
    private Socket socket = new Socket();
    private InputStream in = InputStream.nullInputStream();

    int call(String bearer) throws IOException {
      if (!socket.isConnected() || socket.isClosed()) {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 32 * 1024);
      }
      String head =
          "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n"
              .formatted(
                  path,
                  port,
                  bearer.isEmpty() ? "" : "Authorization: Bearer " + bearer + "\r\n",
                  body.length);
      byte[] begin = head.getBytes(StandardCharsets.US_ASCII);
      byte[] whole = new byte[begin.length + body.length];
      System.arraycopy(begin, 0, whole, 0, begin.length);
      System.arraycopy(body, 0, whole, begin.length, body.length);
      socket.getOutputStream().write(whole);
      return answer();
    }

    private int answer() throws IOException {
      int status = Integer.parseInt(line().split(" ", -1)[1]);
      long length = 0;
      boolean close = false;
      for (String line = line(); !line.isEmpty(); line = line()) {
        String lower = line.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Long.parseLong(lower.substring("content-length:".length()).strip());
        } else if (lower.startsWith("transfer-encoding:")) {
          length = Long.MAX_VALUE;
        }
        close = close || lower.equals("connection: close");
      }
      if (length == Long.MAX_VALUE) {
        chunks();
      } else {
        in.skipNBytes(length);
      }
      if (close) {
        socket.close();
      }
      return status;
    }

    private void chunks() throws IOException {
      for (int size = hex(); ; size = hex()) {
        in.skipNBytes(size);
        line();
        if (size == 0) {
          return;
        }
      }
    }

    private int hex() throws IOException {
      return Integer.parseInt(line(), 16);
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          throw new IOException("the server closed the connection");
        }
        if (next != '\r') {
          line.append((char) next);
        }
      }
      return line.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
