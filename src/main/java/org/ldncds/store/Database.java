package org.ldncds.store;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The database behind the store. Its tables are made or brought up to date when it is first
 * reached, not at the start of the service: it may be down then, and the hooks shall answer all the
 * same.
 */
public final class Database {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /** Longest that one statement may take, in seconds. */
  private static final int STATEMENT_TIME = 10;

  /** Longest that one caller waits for the tables that another one makes, in seconds. */
  private static final int MIGRATION_WAIT = 10;

  /** Several that write the same rows at once: those that gave way try again. */
  private static final int TRIES = 5;

  private final DataSource source;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;
  private final ReentrantLock migrating = new ReentrantLock();
  private volatile boolean migrated;
  private volatile boolean down;

  public Database(DataSource source) {
    this.source = source;
    this.jdbc = new JdbcTemplate(source);
    jdbc.setQueryTimeout(STATEMENT_TIME);
    this.transactions = new TransactionTemplate(new JdbcTransactionManager(source));
  }

  /**
   * All of it is kept once this returns, or nothing of it.
   *
   * @throws StoreDownException where the database cannot be asked
   * @throws DataIntegrityViolationException where it refuses the data
   */
  <T> T inTransaction(Function<JdbcTemplate, T> work) {
    try {
      migrate();
      T done = tried(work);
      if (down) {
        down = false;
        LOG.info("The store is back.");
      }
      return done;
    } catch (DataIntegrityViolationException e) {
      throw e;
    } catch (DataAccessException | TransactionException | FlywayException e) {
      throw isDown(e);
    }
  }

  /** A hanging database is not asked twice: its statement took all the time there is. */
  private <T> T tried(Function<JdbcTemplate, T> work) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STATEMENT_TIME);
    for (int tries = 1; ; tries++) {
      try {
        return transactions.execute(status -> work.apply(jdbc));
      } catch (PessimisticLockingFailureException | QueryTimeoutException e) {
        if (tries == TRIES || System.nanoTime() - deadline >= 0) {
          throw e;
        }
      }
    }
  }

  /** False from a failure until the next success. */
  boolean isUp() {
    return migrated && !down;
  }

  private void migrate() {
    if (migrated) {
      return;
    }
    try {
      if (!migrating.tryLock(MIGRATION_WAIT, TimeUnit.SECONDS)) {
        throw new StoreDownException(new IllegalStateException("its tables are not made yet"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw isDown(e);
    }
    try {
      if (!migrated) {
        Flyway.configure().dataSource(source).load().migrate();
        migrated = true;
      }
    } finally {
      migrating.unlock();
    }
  }

  /** Said once an outage, by its kind only: the message of a database may hold what was written. */
  private StoreDownException isDown(Exception cause) {
    if (!down) {
      down = true;
      Throwable root = cause;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      LOG.warn(
          "The store is down ({}). Hooks go on answering; feedback gets 503 until it is back.",
          root.getClass().getName());
    }
    return new StoreDownException(cause);
  }
}
