import DTS
import DeviceTree
import FileSystem

/// One change of a tree as the command line says it.
struct NodeEdit {
  enum Action {
    /// A property gets a value, as a source has it; "" for one that is only there.
    case set(String, value: String)
    /// The same, with the bytes that a type made of words, and the value as a source has it, if that is known.
    case setBytes(String, [UInt8], source: String?)
    case deleteProperty(String)
    case deleteNode
    case createNode
  }

  /// The node, as it was said: path, alias or label.
  var node: String
  var action: Action

  init(node: String, _ action: Action) throws(CommandError) {
    self.node = node
    self.action = action
    switch action {
    case .set(let name, _), .setBytes(let name, _, _), .deleteProperty(let name):
      guard !name.isEmpty, name.utf8.allSatisfy({ Self.mayName($0) }) else {
        throw CommandError(
          "'\(name)' cannot be the name of a property",
          help: "names have letters, digits and , . _ + ? # - only")
      }
    default: break
    }
  }

  /// Reads `[set] NODE PROPERTY [=] VALUE`, where the first word or the `=` may be left out, `NODE PROPERTY`,
  /// `delete NODE [PROPERTY]` or `create NODE`.
  init(_ text: String) throws(CommandError) {
    var words = text.split(maxSplits: 2, whereSeparator: \.isWhitespace).map(String.init)
    let verb = words.first
    if verb == "delete" || verb == "create", words.count > 1 {
      words = text.split(whereSeparator: \.isWhitespace).dropFirst().map(String.init)
      switch (verb, words.count) {
      case ("create", 1): try self.init(node: words[0], .createNode)
      case ("delete", 1): try self.init(node: words[0], .deleteNode)
      case ("delete", 2): try self.init(node: words[0], .deleteProperty(words[1]))
      default: throw Self.misread(text)
      }
      return
    }
    // An alias may be called "set" too.
    if verb == "set", words.count > 2, !words[2].hasPrefix("=") {
      let name = words[2].prefix { !$0.isWhitespace && $0 != "=" }
      let value = words[2].dropFirst(name.count).drop(while: \.isWhitespace)
      let bare = value.first == "=" ? value.dropFirst() : value
      try self.init(node: words[1], .set(String(name), value: Self.trimmed(bare)))
      return
    }
    guard let node = verb, words.count > 1 else { throw Self.misread(text) }
    let rest = text.drop(while: \.isWhitespace).dropFirst(node.count)
    let parts = rest.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
      Self.trimmed($0)
    }
    try self.init(node: node, .set(parts[0], value: parts.count > 1 ? parts[1] : ""))
  }

  static func trimmed(_ text: Substring) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }

  /// A value as it is written into a source, once it is seen to be one value.
  static func value(_ text: String) throws(CommandError) -> String {
    do throws(PropertyValue.SourceFailure) {
      try PropertyValue.checkIsOne(text)
    } catch {
      throw unreadable(text, error)
    }
    return trimmed(text[...])
  }

  static func unreadable(_ text: String, _ failure: PropertyValue.SourceFailure) -> CommandError {
    CommandError(
      "the value '\(text)' cannot be read: \(failure.reason)",
      help: failure.help
        ?? "write it as in a source, in quotes for the shell: '<0x1 0x2>', '\"text\"'; or say --type s")
  }

  private static func misread(_ text: String) -> CommandError {
    CommandError(
      "the edit '\(text)' cannot be read",
      help: "an edit is 'set NODE PROPERTY VALUE', 'NODE PROPERTY = VALUE', 'NODE PROPERTY', "
        + "'delete NODE [PROPERTY]' or 'create NODE'")
  }

  private static func mayName(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7f && !"\"'()/:;<=>@[\\]^`{|}~!$%&".utf8.contains(byte)
  }

  /// The new node's parent and name, of a path or of `&label/name`.
  var created: (parent: String, name: String)? {
    guard let slash = node.lastIndex(of: "/") else { return nil }
    let name = String(node[node.index(after: slash)...])
    let parent = String(node[..<slash])
    let isName = !name.isEmpty && name.utf8.allSatisfy { $0.isNameCharacter }
    return isName ? (parent.isEmpty ? "/" : parent, name) : nil
  }
}

extension UInt8 {
  /// Whether the byte may stand in a node's name.
  fileprivate var isNameCharacter: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: ",._+-@".utf8.contains(self)
    }
  }
}
