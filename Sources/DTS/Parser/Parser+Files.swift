import DeviceTree
import SourceDiagnostics

/// Files as values.
extension Parser {
  /// `/incbin/("file")` or `/incbin/("file", offset, length)`.
  mutating func readFile(from first: Int) -> Bool {
    advance()
    guard take("("), token.kind == .string else {
      report("expected '(\"file\")' after '/incbin/', found \(spelling(of: token))", at: token)
      return false
    }
    let name = token
    advance()
    var offset: UInt64 = 0
    var length: UInt64?
    if take(",") {
      guard let start = readInteger() else { return false }
      guard take(",") else {
        report("expected ',' and the length, found \(spelling(of: token))", at: token)
        return false
      }
      guard let count = readInteger() else { return false }
      offset = start
      length = count
    }
    guard take(")") else {
      report("expected ')', found \(spelling(of: token))", at: token)
      return false
    }
    addElement(name.range, from: first)
    include(name, offset: offset, length: length)
    return true
  }

  private mutating func include(_ name: Token, offset: UInt64, length: UInt64?) {
    let path = String(
      decoding: StringLiteral.value(of: text(name.start + 1..<name.end - 1)).bytes, as: UTF8.self)
    let includer = builder.range(of: name.range).map { sources[$0.file].path }
    guard embeddedBytes < limits.includedBytes else { return reportTooMuch(at: name) }
    let found = search.find(path, from: includer ?? "") { path in
      embedded[path].map { .success($0) } ?? search.loader.load(path)
    }
    switch found {
    case .found(let file):
      openings.append(FileOpening(path: file.path, offset: name.start))
      if embedded.updateValue(file.bytes, forKey: file.path) == nil {
        embeddedBytes += file.bytes.count + SourceLimits.fileCost
        dependencies.append(file.path)
      }
      let size = UInt64(file.bytes.count)
      guard offset <= UInt64(Int64.max) else { return report("an offset cannot be below 0", at: name) }
      // What is there is taken, as dtc does; a length of -1 is all.
      let start = min(offset, size)
      let end = start + min(length ?? .max, size - start)
      if offset > size || length.map({ $0 < .max && $0 > size - start }) ?? false {
        builder.report(
          "'\(path)' has \(size) bytes, fewer than asked for", at: name.range, severity: .warning)
      }
      embeddedBytes += Int(end - start)
      guard embeddedBytes < limits.includedBytes else { return reportTooMuch(at: name) }
      bytes.append(contentsOf: file.bytes[Int(start)..<Int(end)])
    case .failed(.notFound):
      report("cannot find '\(path)'", at: name, help: search.help(forMissing: path, from: includer ?? ""))
    case .failed(.unreadable(let reason)): report("cannot read '\(path)': \(reason)", at: name)
    }
  }

  private mutating func reportTooMuch(at name: Token) {
    if !hasToldTooMuch {
      report("more than \(limits.includedBytes >> 20) MiB of files are included", at: name)
    }
    hasToldTooMuch = true
  }
}
