import SourceDiagnostics

/// Bringing in other files: `#include` and dtc's `/include/`.
extension Preprocessor {
  /// A `/include/ "file"` in plain text.
  struct Include {
    var name: String
    /// Where the name stands, its quotes included.
    var nameStart: Int
    var end: Int
  }

  /// The `/include/` that stands at `start`, if one does.
  func dtcInclude(_ bytes: [UInt8], at start: Int) -> Include? {
    let keyword = "/include/".utf8
    guard bytes.count - start > keyword.count, bytes[start..<start + keyword.count].elementsEqual(keyword)
    else {
      return nil
    }
    var index = start + keyword.count
    while index < bytes.count, bytes[index].isBlank || bytes[index] == UInt8(ascii: "\n") { index += 1 }
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return nil }
    let (end, closed) = PreprocessingLexer.endOfQuoted(bytes, at: index)
    guard closed else { return nil }
    let name = String(decoding: bytes[(index + 1)..<(end - 1)], as: UTF8.self)
    return Include(name: name, nameStart: index, end: end)
  }

  /// Opens the file of a `/include/` and says whether there is one.
  mutating func openInclude(_ include: Include, from input: Int) -> Bool {
    let place = place(input, include.nameStart, include.end)
    let found = find(include.name, from: texts[input].path)
    return open(found, name: include.name, at: place, raw: true)
  }

  /// Carries out `#include`, `#include_next` and `#import`; the rest of the line is in `tokens`.
  mutating func include(
    _ tokens: [PreprocessingToken], as kind: Directive, at directive: PreprocessingToken
  ) {
    var tokens = tokens
    if let first = tokens.first, first.kind == .identifier { tokens = expandLine(tokens) }
    guard let (name, quoted, place) = headerName(tokens) else {
      report("'#\(kind.rawValue)' needs \"file\" or <file>", at: tokens.first ?? directive)
      return
    }
    if tokens.first?.kind == .string || tokens.first?.kind == .header {
      expectEnd(tokens.dropFirst(), of: kind)
    }
    let found = find(name, quoted: quoted, next: kind == .includeNext)
    if case .found(let file) = found {
      if onlyOnce[file.path] == true || kind == .includeOnce && known[file.path] != nil { return }
      if kind == .includeOnce { onlyOnce[file.path] = true }
    }
    _ = open(found, name: name, at: place, raw: false)
  }

  /// Looks for a file as an `#include` in the innermost open file does.
  func find(_ name: String, quoted: Bool, next: Bool) -> IncludeSearch.Outcome {
    guard let cursor = cursors.last else { return .failed(.notFound) }
    let includer = texts[cursor.input]
    let folder = next ? includer.folder + 1 : 0
    return find(name, from: quoted && !next ? includer.path : nil, firstFolder: folder)
  }

  /// Looks for a file; one that was read before is not read again. (Names such as `<stdin>` are no files.)
  private func find(
    _ name: String, from includer: String?, firstFolder folder: Int = 0
  ) -> IncludeSearch.Outcome {
    search.find(name, from: includer, firstFolder: folder) { path in
      let old = path.utf8.first == UInt8(ascii: "<") ? nil : known[path]
      return old.map { .success($0.bytes) } ?? search.loader.load(path)
    }
  }

  /// The file name that a line of tokens gives, whether it is in quotes, and where it stands.
  private func headerName(_ tokens: [PreprocessingToken]) -> (String, Bool, TextOrigins.Place)? {
    let tokens = tokens.filter { $0.kind != .padding }
    guard let first = tokens.first, let last = tokens.last else { return nil }
    let end = first.input == last.input && first.expansion < 0 ? max(last.end, first.end) : first.end
    let place = TextOrigins.Place(input: first.input, start: first.start, end: end)
    if first.kind == .string {
      let bytes = spelling(of: first)
      return (String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self), true, place)
    }
    if first.kind == .header {
      return (String(decoding: spelling(of: first).dropFirst().dropLast(), as: UTF8.self), false, place)
    }
    guard first.isPunctuator(Punctuator.less),
      let close = tokens.lastIndex(where: { $0.isPunctuator(Punctuator.greater) })
    else { return nil }
    var name: [UInt8] = []
    for (index, token) in tokens[1..<close].enumerated() {
      if index > 0, token.flags.contains(.spaceBefore) { name.append(UInt8(ascii: " ")) }
      name.append(contentsOf: spelling(of: token))
    }
    return (String(decoding: name, as: UTF8.self), false, place)
  }

  mutating func exhaustIncludes(at place: TextOrigins.Place) {
    exhaust("more than \(limits.includedBytes >> 20) MiB of files are included", at: place)
  }

  private mutating func open(
    _ found: IncludeSearch.Outcome, name: String, at place: TextOrigins.Place, raw: Bool
  ) -> Bool {
    switch found {
    case .found(let file):
      guard cursors.count < limits.includeDepth else {
        exhaust("files include each other more than \(limits.includeDepth) deep", at: place)
        return false
      }
      bytesRead += file.bytes.count
      bytesIncluded += file.bytes.count + SourceLimits.fileCost
      guard bytesIncluded < limits.includedBytes else {
        exhaustIncludes(at: place)
        return false
      }
      if known[file.path] == nil { dependencies.append(file.path) }
      openings.append(FileOpening(path: file.path, offset: text.count))
      open(
        path: file.path, bytes: file.bytes, at: place, folder: file.folder,
        raw: raw || cursors.last?.isRaw ?? false)
      return true
    case .failed(.notFound):
      lacksFiles = true
      harmlessErrors += 1
      let includer = texts[Int(place.input)].path
      report("cannot find '\(name)'", at: place, help: search.help(forMissing: name, from: includer))
    case .failed(.unreadable(let reason)):
      lacksFiles = true
      harmlessErrors += 1
      report("cannot read '\(name)': \(reason)", at: place)
    }
    return false
  }
}
