package io.cellsearch.coordinator.http;

/** A call that is answered with an error. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String error;

  ApiException(int status, String error, String message) {
    super(message, null, false, false);
    this.status = status;
    this.error = error;
  }

  static ApiException notFound(String message) {
    return new ApiException(404, "not-found", message);
  }

  static ApiException badRequest(String message) {
    return new ApiException(400, "bad-request", message);
  }

  static ApiException tooLarge(String message) {
    return new ApiException(413, "too-large", message);
  }

  int status() {
    return status;
  }

  /** The kind of error as a word for programs. */
  String error() {
    return error;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
