/// The path of the file that a text begins with, from which the paths of others are shortened: those beside it to
/// their names.
///
/// As dtc's `shorten_to_initial_path` (1.8.1), which counts slashes and knows no `..`.
struct StartPath {
  private let path: [UInt8]
  private let slashes: Int

  init(_ path: String) {
    self.path = Array(path.utf8)
    slashes = self.path.count { $0 == UInt8(ascii: "/") }
  }

  /// `other` as seen from the folder of the path; as it is if the two have no folder in common.
  func shortened(_ other: String) -> String {
    let bytes = Array(other.utf8)
    var shared = 0
    var end: Int?
    for (index, (own, byte)) in zip(path, bytes).enumerated() {
      guard own == byte else { break }
      if byte == UInt8(ascii: "/") {
        shared += 1
        end = index + 1
      }
    }
    guard let end else { return other }
    return String(repeating: "../", count: slashes - shared) + String(decoding: bytes[end...], as: UTF8.self)
  }
}
