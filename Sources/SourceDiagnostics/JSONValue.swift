/// A JSON text being put together, whose objects keep the order in which their members are written.
///
/// Order is why this is not `JSONEncoder`: both the machine output and the zone files are read by people too.
public indirect enum JSONValue: Sendable, Equatable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number.
  case int(Int)
  /// A string.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// An object, its members in order.
  case object([(String, JSONValue)])

  /// The number as a "0x…" string in lower case, the one form of addresses and sizes.
  public static func hex(_ value: UInt64) -> JSONValue { .string("0x" + String(value, radix: 16)) }

  /// The string, or `null`.
  public static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// Whether two values are written the same.
  public static func == (a: JSONValue, b: JSONValue) -> Bool { a.text() == b.text() }

  /// The JSON text, indented by two spaces a level; short lists of plain values stay on one line.
  public func text() -> String {
    var out = ""
    write(to: &out, indent: 0)
    return out
  }

  private var isPlain: Bool {
    switch self {
    case .array(let items): items.isEmpty
    case .object(let members): members.isEmpty
    default: true
    }
  }

  private func write(to out: inout String, indent: Int) {
    let inner = String(repeating: "  ", count: indent + 1)
    let outer = String(repeating: "  ", count: indent)
    switch self {
    case .null: out += "null"
    case .bool(let value): out += value ? "true" : "false"
    case .int(let value): out += String(value)
    case .string(let value): Self.quote(value, to: &out)
    case .array(let items) where items.allSatisfy({ $0.isPlain }) && Self.fitsALine(items):
      out += "["
      for (index, item) in items.enumerated() {
        if index > 0 { out += ", " }
        item.write(to: &out, indent: 0)
      }
      out += "]"
    case .array(let items):
      out += "[\n"
      for (index, item) in items.enumerated() {
        out += inner
        item.write(to: &out, indent: indent + 1)
        out += index + 1 < items.count ? ",\n" : "\n"
      }
      out += outer + "]"
    case .object(let members) where members.isEmpty: out += "{}"
    case .object(let members):
      out += "{\n"
      for (index, (name, value)) in members.enumerated() {
        out += inner
        Self.quote(name, to: &out)
        out += ": "
        value.write(to: &out, indent: indent + 1)
        out += index + 1 < members.count ? ",\n" : "\n"
      }
      out += outer + "}"
    }
  }

  /// Whether plain values are short enough to stand side by side.
  private static func fitsALine(_ items: [JSONValue]) -> Bool {
    var length = 0
    for item in items {
      if case .string(let text) = item { length += text.utf8.count }
      length += 6
      if length > 100 { return items.count < 2 }
    }
    return true
  }

  private static func quote(_ text: String, to out: inout String) {
    out += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      case "\r": out += "\\r"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    out += "\""
  }
}
