/// A call of one of the old tools: what it was called as, and its arguments.
struct ToolCall {
  /// The program's own name as it was called, which messages about options begin with.
  var name: String
  var arguments: [String]
}
