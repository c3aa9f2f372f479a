package org.ldncds.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/** Real Redis servers on ports that are free. */
final class TestRedis {

  /** One for all tests, which ends with them. */
  static final RedisServer RUNNING = started();

  private TestRedis() {}

  private static RedisServer started() {
    try {
      return start(freePort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RedisServer start(int port) throws IOException {
    RedisServer redis = RedisServer.newRedisServer().bind("127.0.0.1").port(port).build();
    redis.start();
    return redis;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
