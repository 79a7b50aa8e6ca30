/// Why a call could not be carried out: the input or the call itself cannot be used.
///
/// The exit code is 2.
package struct CommandError: Error {
  /// What is wrong, with the file or option it is about; no full stop.
  package var message: String
  /// What to do about it.
  package var help: String?
  /// The file that it is about, if it is about one that is not the call's first.
  package var path: String?

  package init(_ message: String, help: String? = nil, path: String? = nil) {
    self.message = message
    self.help = help
    self.path = path
  }

  /// The message behind the path that it begins with, for what has said that already.
  package func message(without path: String) -> String {
    message.hasPrefix("\(path): ") ? String(message.dropFirst(path.count + 2)) : message
  }
}
