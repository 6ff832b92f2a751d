package io.cellsearch.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that HTTPS calls trust: those of the JDK, and the coordinator's own where it is
 * not of a public authority. That it names the host is checked in any case.
 */
public final class HttpsTrust {
  private HttpsTrust() {}

  /**
   * Trusts the certificates of a cluster too.
   *
   * @throws IOException if its trust store cannot be read
   */
  public static SSLContext of(RemotingTls tls) throws IOException {
    try (InputStream in = Files.newInputStream(tls.trustStore())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, tls.password().toCharArray());
      List<Certificate> certificates = new ArrayList<>();
      for (String alias : Collections.list(store.aliases())) {
        if (store.isCertificateEntry(alias)) {
          certificates.add(store.getCertificate(alias));
        }
      }
      return trusting(certificates);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot read the trust store " + tls.trustStore(), e);
    }
  }

  /**
   * Trusts the certificates of a PEM file too.
   *
   * @throws IOException if it cannot be read or holds none
   */
  public static SSLContext ofPem(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new CertificateException("it holds none");
      }
      return trusting(certificates);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot read the certificates in " + file + ": " + e.getMessage(), e);
    }
  }

  private static SSLContext trusting(Collection<? extends Certificate> more)
      throws GeneralSecurityException, IOException {
    KeyStore all = KeyStore.getInstance("PKCS12");
    all.load(null, null);
    for (X509Certificate standard : standard()) {
      all.setCertificateEntry("jdk-" + all.size(), standard);
    }
    for (Certificate certificate : more) {
      all.setCertificateEntry("own-" + all.size(), certificate);
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trustManagers(all), null);
    return context;
  }

  private static List<X509Certificate> standard() throws GeneralSecurityException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (TrustManager manager : trustManagers(null)) {
      if (manager instanceof X509TrustManager x509) {
        certificates.addAll(List.of(x509.getAcceptedIssuers()));
      }
    }
    return certificates;
  }

  /** Those that trust the certificates of a store; the JDK's own without one. */
  private static TrustManager[] trustManagers(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
