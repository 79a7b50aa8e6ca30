import DeviceTree
public import SourceDiagnostics

/// Changes a tree in the text it was compiled from, and leaves every other byte of the text as it is.
///
/// Each change is made where the value really stands: in the last definition of a property, in the file that has
/// it. What cannot be changed there, because a macro made it, is refused with the reason. Whether the changed
/// text compiles to the tree that was meant is for the caller to see: conditional sections and macros can make a
/// difference that the text at hand does not show.
public struct SourceEditor: Sendable {
  /// Why a change cannot be made in the text.
  public struct Refusal: Error, Hashable, Sendable {
    /// The reason, in lower case, without a full stop.
    public var reason: String
    /// Where it stands.
    public var range: SourceRange?
    /// What to do instead, if more is known than that the text is to be changed by hand.
    public var help: String?

    /// Makes a refusal.
    public init(reason: String, range: SourceRange? = nil, help: String? = nil) {
      self.reason = reason
      self.range = range
      self.help = help
    }
  }

  let compiled: CompiledTree
  /// The edits so far.
  public private(set) var edits = SourceEdits()
  /// What a person should know of them, such as a macro that is no longer used.
  public private(set) var notes: [Diagnostic.Note] = []

  /// The conditions of the files in which something was added, by file.
  private var conditions: [FileID: SourceConditions] = [:]

  /// Makes an editor of a compiled source.
  public init(_ compiled: CompiledTree) { self.compiled = compiled }

  var tree: DeviceTree { compiled.tree }
  var positions: SourceTable { compiled.positions }

  mutating func edit(_ range: SourceRange, _ replacement: [UInt8]) throws(Refusal) {
    do throws(SourceEdits.Conflict) {
      try edits.add(SourceEdit(range, replacement))
    } catch {
      throw Refusal(reason: "two changes meet here", range: range)
    }
  }

  mutating func edit(_ range: SourceRange, _ replacement: String) throws(Refusal) {
    try edit(range, Array(replacement.utf8))
  }

  mutating func note(_ text: String, at range: SourceRange) { notes.append(Diagnostic.Note(text, at: range)) }

  func text(of file: FileID) -> [UInt8] { compiled.sources[file].text }

  /// The conditions of a file, read when they are first asked for.
  mutating func conditions(of file: FileID) -> SourceConditions {
    if let known = conditions[file] { return known }
    let found = SourceConditions(of: text(of: file))
    conditions[file] = found
    return found
  }

  func bytes(of range: SourceRange) -> ArraySlice<UInt8> {
    let text = text(of: range.file)
    let start = min(max(0, range.start), text.count)
    return text[start..<max(start, min(range.end, text.count))]
  }

  func name(of node: DeviceTree.NodeID) -> String { tree.path(of: node) }

  /// A node's property, or the reason why it cannot be changed.
  func property(_ name: String, of node: DeviceTree.NodeID) throws(Refusal) -> DeviceTree.PropertyID {
    guard let property = tree.property(name, of: node) else {
      throw Refusal(reason: "\(self.name(of: node)) has no \(name) in the source")
    }
    return property
  }
}
