/// Findings as SARIF 2.1.0 has them (OASIS, 2020), which code hosts and editors read: one run of one tool.
///
/// Lines and columns count from 1, columns in Unicode code points, as `columnKind` says.
public struct SARIFLog: Sendable {
  private let tool: (name: String, version: String, uri: String?)
  private var rules: [(id: String, text: RuleText)] = []
  private var ruleIndex: [String: Int] = [:]
  private var results: [JSONValue] = []

  /// Begins a log of what this tool found.
  ///
  /// - Parameter uri: Where people read about the tool.
  public init(tool: String, version: String, uri: String? = nil) { self.tool = (tool, version, uri) }

  /// Adds findings of one run of the tool on one set of sources.
  ///
  /// - Parameters:
  ///   - rule: The name of the rule of findings that have none: errors of the input.
  ///   - describing: What a rule is about.
  public mutating func add(
    _ diagnostics: [Diagnostic], sources: SourceMap, rule: String, describing: (String) -> RuleText
  ) {
    for diagnostic in diagnostics {
      let id = diagnostic.rule ?? rule
      if ruleIndex[id] == nil {
        ruleIndex[id] = rules.count
        rules.append((id, describing(id)))
      }
      results.append(Self.result(diagnostic, id, ruleIndex[id] ?? 0, sources))
    }
  }

  /// The whole log.
  public var json: JSONValue {
    let descriptors = rules.map { rule in JSONValue.object([("id", .string(rule.id))] + rule.text.members) }
    var driver: [(String, JSONValue)] = [("name", .string(tool.name)), ("version", .string(tool.version))]
    if let uri = tool.uri { driver.append(("informationUri", .string(uri))) }
    driver.append(("rules", .array(descriptors)))
    let run = JSONValue.object([
      ("tool", .object([("driver", .object(driver))])), ("columnKind", .string("unicodeCodePoints")),
      ("results", .array(results)),
    ])
    return .object([
      ("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")), ("version", .string("2.1.0")),
      ("runs", .array([run])),
    ])
  }

  static func message(_ text: String) -> JSONValue { .object([("text", .string(text))]) }

  private static func result(
    _ diagnostic: Diagnostic, _ rule: String, _ index: Int, _ sources: SourceMap
  ) -> JSONValue {
    // What has no place of its own belongs to the message.
    let remarks = diagnostic.notes.filter { $0.range == nil }.map { "\nnote: \($0.message)" }.joined()
    let help = diagnostic.help.map { "\nhelp: \($0)" } ?? ""
    var members: [(String, JSONValue)] = [
      ("ruleId", .string(rule)), ("ruleIndex", .int(index)), ("level", .string(diagnostic.severity.rawValue)),
      ("message", message(diagnostic.message + remarks + help)),
    ]
    if let range = diagnostic.range {
      members.append(("locations", .array([location(range, sources)])))
    } else if let subject = diagnostic.subject {
      let place = JSONValue.object([("artifactLocation", artifact(subject))])
      members.append(("locations", .array([.object([("physicalLocation", place)])])))
    }
    let related = diagnostic.notes.compactMap { note in
      note.range.map { location($0, sources, message: note.message) }
    }
    if !related.isEmpty { members.append(("relatedLocations", .array(related))) }
    let fixes = diagnostic.fixes.map { fix($0, sources) }
    if !fixes.isEmpty { members.append(("fixes", .array(fixes))) }
    return .object(members)
  }

  private static func location(
    _ range: SourceRange, _ sources: SourceMap, message: String? = nil
  ) -> JSONValue {
    var members = [
      (
        "physicalLocation",
        JSONValue.object([
          ("artifactLocation", artifact(sources[range.file].path)), ("region", region(range, sources)),
        ])
      )
    ]
    if let message { members.append(("message", self.message(message))) }
    return .object(members)
  }

  private static func fix(_ fix: Diagnostic.Fix, _ sources: SourceMap) -> JSONValue {
    var files: [FileID] = []
    for edit in fix.edits where !files.contains(edit.range.file) { files.append(edit.range.file) }
    let changes = files.map { file in
      let replacements = fix.edits.filter { $0.range.file == file }.map { edit in
        JSONValue.object([
          ("deletedRegion", region(edit.range, sources)),
          ("insertedContent", message(String(decoding: edit.replacement, as: UTF8.self))),
        ])
      }
      return JSONValue.object([
        ("artifactLocation", artifact(sources[file].path)), ("replacements", .array(replacements)),
      ])
    }
    return .object([("description", message(fix.text)), ("artifactChanges", .array(changes))])
  }

  /// A region's end is behind its last character, so that one without characters is a place to insert at.
  private static func region(_ range: SourceRange, _ sources: SourceMap) -> JSONValue {
    let file = sources[range.file]
    let (start, end) = (place(range.start, in: file), place(range.end, in: file))
    return .object([
      ("startLine", .int(start.line)), ("startColumn", .int(start.column)), ("endLine", .int(end.line)),
      ("endColumn", .int(end.column)),
    ])
  }

  private static func place(_ offset: Int, in file: SourceFile) -> (line: Int, column: Int) {
    let offset = min(offset, file.text.count)
    let line = file.line(at: offset)
    let start = min(file.byteRange(ofLine: line).lowerBound, offset)
    return (line, file.text[start..<offset].count { $0 & 0xc0 != 0x80 } + 1)
  }

  /// A file's place as a URI: relative as it was given, `file:` for a whole path.
  private static func artifact(_ path: String) -> JSONValue {
    var uri = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      switch byte {
      case 0x41...0x5a, 0x61...0x7a, 0x30...0x39, 0x2d, 0x2e, 0x2f, 0x5f, 0x7e, 0x40, 0x2b, 0x2c:
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        uri += (byte < 16 ? "%0" : "%") + digits
      }
    }
    return .object([("uri", .string(uri))])
  }
}
