/// Why a call could not be carried out: the input or the call itself cannot be used.
///
/// The exit code is 2.
package struct CommandError: Error {
  /// What is wrong, with the file or option it is about; no full stop.
  package var message: String
  /// What to do about it.
  package var help: String?

  package init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }

  /// The message behind the path that it begins with, for what has said that already.
  package func message(without path: String) -> String {
    message.hasPrefix("\(path): ") ? String(message.dropFirst(path.count + 2)) : message
  }
}
