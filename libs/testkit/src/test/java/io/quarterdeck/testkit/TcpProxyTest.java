package io.quarterdeck.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
  private static final int TIMEOUT_MS = 10_000;
  private static final int STALL_MS = 200;

  private ServerSocket echo;
  private TcpProxy proxy;

  @BeforeEach
  void open() throws IOException {
    echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(
            () -> {
              while (!echo.isClosed()) {
                try {
                  Socket one = echo.accept();
                  Thread.ofVirtual()
                      .start(
                          () -> {
                            try {
                              one.getInputStream().transferTo(one.getOutputStream());
                            } catch (IOException e) {
                              assertThat(e).isNotNull(); // It was cut.
                            }
                          });
                } catch (IOException e) {
                  return;
                }
              }
            });
    proxy = TcpProxy.to(echo.getLocalPort());
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    echo.close();
  }

  @Test
  void passesBytesInBothDirections() throws IOException {
    try (Socket client = connect()) {
      client.getOutputStream().write(42);
      assertThat(client.getInputStream().read()).isEqualTo(42);
    }
  }

  @Test
  void holdsBytesUpWhileItIsStalled() throws IOException {
    try (Socket client = connect()) {
      proxy.stall();
      client.getOutputStream().write(42);
      client.setSoTimeout(STALL_MS);
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      client.setSoTimeout(TIMEOUT_MS);
      proxy.flow();
      assertThat(client.getInputStream().read()).isEqualTo(42);
    }
  }

  @Test
  void cutsWhatIsOpenAndRefusesWhatIsNewUntilItFlowsAgain() throws IOException {
    try (Socket client = connect()) {
      client.getOutputStream().write(1);
      assertThat(client.getInputStream().read()).isEqualTo(1);
      proxy.cut();
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
    }
    try (Socket refused = connect()) {
      assertThatThrownBy(() -> refused.getInputStream().read()).isInstanceOf(IOException.class);
    }
    proxy.flow();
    passesBytesInBothDirections();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(TIMEOUT_MS);
    return socket;
  }
}
