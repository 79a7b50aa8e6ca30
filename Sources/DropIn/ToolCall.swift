/// A call of one of the old tools: what it was called as, and its arguments.
package struct ToolCall {
  /// The program's own name as it was called, which messages about options begin with.
  package var name: String
  package var arguments: [String]

  package init(name: String, arguments: [String]) {
    self.name = name
    self.arguments = arguments
  }
}
