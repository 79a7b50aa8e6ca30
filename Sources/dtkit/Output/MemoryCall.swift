/// The call of this program, with some options changed, as a shell takes it.
struct MemoryCall {
  private var words: [String]

  /// The present call with these options: one that it has already is replaced.
  init(_ present: [String] = CommandLine.arguments, adding options: [String]) {
    let names = Set(options.filter { $0.hasPrefix("--") })
    words = ["dtkit"]
    var rest = present.dropFirst()
    while let word = rest.popFirst() {
      if names.contains(word) {
        rest = rest.dropFirst()
      } else if !names.contains(where: { word.hasPrefix($0 + "=") }) {
        words.append(word)
      }
    }
    words += options
  }

  /// The call with more behind it; what stands there stays.
  init(_ present: [String] = CommandLine.arguments, appending options: [String]) {
    words = ["dtkit"] + present.dropFirst() + options
  }

  /// The words, quoted where a shell would take them apart.
  var text: String { words.map(Self.quoted).joined(separator: " ") }

  private static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
      default: "-_./:,=+@%".utf8.contains(byte)
      }
    }
    return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
