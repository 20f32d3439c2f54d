package io.quarterdeck.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Passes bytes on to a port of this machine, until it is told to lose connections or to hold them
 * up. Cutting resets what is open in both directions and refuses what is new; stalling keeps
 * everything open and delivers nothing until it flows again.
 */
public final class TcpProxy implements AutoCloseable {
  private static final int BUFFER_BYTES = 16 << 10;
  private static final int BACKLOG = 128;

  private enum State {
    FLOWING,
    STALLED,
    CUT
  }

  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile State state = State.FLOWING;

  private TcpProxy(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  /** Begins to listen, on a port of its own choice. */
  public static TcpProxy to(int target) {
    try {
      TcpProxy proxy =
          new TcpProxy(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), target);
      Thread.ofVirtual().name("proxy-" + target).start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  public void cut() {
    enter(State.CUT);
    open.forEach(TcpProxy::reset);
    open.clear();
  }

  public void stall() {
    enter(State.STALLED);
  }

  public void flow() {
    enter(State.FLOWING);
  }

  @Override
  public void close() {
    cut();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void enter(State next) {
    lock.lock();
    try {
      state = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    try {
      while (true) {
        connect(listener.accept());
      }
    } catch (IOException e) {
      if (!listener.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void connect(Socket client) {
    if (state == State.CUT) {
      reset(client);
      return;
    }
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(client);
      open.add(server);
      Thread.ofVirtual().start(() -> pass(client, server));
      Thread.ofVirtual().start(() -> pass(server, client));
      if (state == State.CUT) {
        cut();
      }
    } catch (IOException e) {
      // As the client would see it without the proxy: nobody listens there.
      reset(client);
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        awaitFlow();
        out.write(buffer, 0, read);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      // Either side was cut: so is the other.
      reset(from);
      reset(to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(from);
    }
  }

  private void awaitFlow() throws InterruptedException {
    lock.lock();
    try {
      while (state == State.STALLED) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Closed without lingering, a socket sends a reset and delivers nothing more. */
  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It was closed before.
      return;
    }
  }
}
