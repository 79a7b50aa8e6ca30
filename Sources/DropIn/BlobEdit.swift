import FDT

/// A blob as `fdtput` changes it: with libfdt's edits, in a buffer that grows, put together at the end.
struct BlobEdit {
  private var buffer: [UInt8]

  /// Takes a file that begins with a blob; a failure names `subject`.
  ///
  /// A blob whose version or layout allows no edit in place is copied as version 17 first; `fdtput` refuses most of
  /// those.
  init(_ file: [UInt8], for subject: String) throws(ToolFailure) {
    let subject = Self.shown(subject)
    let tree = try Blobs.check(file.span, at: subject)
    buffer = file
    guard tree.editFreedom != .anySize else { return }
    var copy = [UInt8](repeating: 0, count: tree.editableByteCount)
    do throws(FDTEditError) {
      _ = try FlattenedTreeEditor(copying: tree, into: copy.mutableSpan)
    } catch {
      throw Blobs.failure(at: subject, error)
    }
    buffer = copy
  }

  /// The blob, without gaps or room behind it.
  consuming func packed() throws(ToolFailure) -> [UInt8] {
    var size = 0
    try edit("/") { (editor: inout FlattenedTreeEditor) throws(FDTEditError) in size = editor.pack() }
    return Array(buffer[..<size])
  }

  /// Gives a property these bytes.
  mutating func set(_ name: String, to value: [UInt8], at path: String) throws(ToolFailure) {
    let node = try absolutePath(path)
    makeRoom(16 + value.count + name.utf8.count)
    let before = buffer
    try edit(name) { (editor: inout FlattenedTreeEditor) throws(FDTEditError) in
      var node = try editor.node(at: node)
      try node.set(name, to: value)
    }
    try leaveOldPadding(of: name, at: node, before: before)
  }

  /// Makes a node whose parent exists.
  mutating func create(_ path: String) throws(ToolFailure) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else {
      throw Blobs.failure(at: Self.shown(path), "FDT_ERR_BADPATH")
    }
    if path.utf8.allSatisfy({ $0 == UInt8(ascii: "/") }) { throw Blobs.failure(at: path, "FDT_ERR_EXISTS") }
    let name = String(path[path.index(after: slash)...])
    if name.isEmpty {
      throw Blobs.failure(at: path, "FDT_ERR_BADPATH\n  behind the last '/' the name of a node is missing")
    }
    let parent = slash == path.startIndex ? "/" : try absolutePath(String(path[..<slash]), called: path)
    if try exists(name, below: parent) { throw Blobs.failure(at: name, "FDT_ERR_EXISTS") }
    try add(name, to: parent)
  }

  /// Makes every node of a path that is not there yet; aliases mean nothing here.
  mutating func createAll(of path: String) throws(ToolFailure) {
    var parent = "/"
    for part in path.split(separator: "/") {
      let name = String(part)
      if try !exists(name, below: parent) { try add(name, to: parent) }
      parent += (parent == "/" ? "" : "/") + name
    }
  }

  /// Removes a node and all below it.
  mutating func remove(_ path: String) throws(ToolFailure) {
    let parts = try absolutePath(path).split(separator: "/")
    guard let name = parts.last else { throw ToolFailure("Error at '\(path)': the root cannot be removed") }
    let parent = "/" + parts.dropLast().joined(separator: "/")
    try edit(path) { (editor: inout FlattenedTreeEditor) throws(FDTEditError) in
      var node = try editor.node(at: parent)
      try node.removeChild(named: String(name))
    }
  }

  /// Removes a property.
  mutating func removeProperty(_ name: String, at path: String) throws(ToolFailure) {
    let node = try absolutePath(path)
    try edit(path) { (editor: inout FlattenedTreeEditor) throws(FDTEditError) in
      var node = try editor.node(at: node)
      try node.remove(name)
    }
  }

  private mutating func add(_ name: String, to parent: String) throws(ToolFailure) {
    makeRoom(12 + name.utf8.count)
    try edit(name) { (editor: inout FlattenedTreeEditor) throws(FDTEditError) in
      var node = try editor.node(at: parent)
      try node.addChild(name)
    }
  }

  private mutating func makeRoom(_ count: Int) {
    buffer.append(contentsOf: repeatElement(0, count: count))
  }

  /// Edits, and says of what cannot be done what libfdt says; `subject` is what it says it of.
  private mutating func edit(
    _ subject: String, _ body: (inout FlattenedTreeEditor) throws(FDTEditError) -> Void
  ) throws(ToolFailure) {
    do throws(FDTEditError) {
      var editor = try FlattenedTreeEditor(editing: buffer.mutableSpan)
      try body(&editor)
    } catch {
      throw Blobs.failure(at: Self.shown(subject), error)
    }
  }

  /// What an edit is about, as `fdtput` prints it: at least one character.
  private static func shown(_ subject: String) -> String { subject.isEmpty ? " " : subject }

  /// The absolute path of the node that `path` leads to, by an alias if it does not begin with a slash.
  ///
  /// A failure names `subject`.
  private func absolutePath(_ path: String, called subject: String? = nil) throws(ToolFailure) -> String {
    let subject = Self.shown(subject ?? path)
    let tree = try Blobs.check(buffer.span, at: subject)
    guard let node = tree.node(atPathOrAlias: path) else {
      throw Blobs.noNode(at: path, in: tree, called: subject)
    }
    return tree.path(of: node)
  }

  /// Whether the node at `parent` has a child that libfdt would find by this name.
  private func exists(_ name: String, below parent: String) throws(ToolFailure) -> Bool {
    let tree = try Blobs.check(buffer.span, at: parent)
    guard let node = tree.node(at: parent) else { return false }
    return node.child(named: name) != nil
  }

  /// Fills the padding behind a value with what stood there before the edit.
  ///
  /// libfdt moves the rest of the blob and clears nothing, so that `fdtput` leaves old bytes behind each value that
  /// is no multiple of four long; a name that is new went in behind the strings first.
  private mutating func leaveOldPadding(
    of name: String, at path: String, before: [UInt8]
  ) throws(ToolFailure) {
    let old = try Blobs.check(before.span, at: path).header
    let header: Header
    let end: Int
    do {
      let tree = try Blobs.check(buffer.span, at: path)
      guard let property = tree.node(at: path)?.property(name) else { return }
      header = tree.header
      end = property.offset + 12 + property.value.count
    }
    let stringsEnd = old.stringsOffset + old.stringsSize
    let added = header.stringsSize > old.stringsSize ? Array(name.utf8) + [0] : []
    for place in end..<(end + 3) & ~3 {
      let isInName = added.indices.contains(place - stringsEnd)
      buffer[place] = isInName ? added[place - stringsEnd] : before[place]
    }
  }
}
