import DeviceTree

/// Values by text, such as a path or a label.
///
/// A dictionary would do as well, but see `NodeMap`.
struct TextMap<Value: Sendable>: Sendable {
  private var texts = NameTable()
  private var values: [Value?] = []

  /// The value of a text, if it has one.
  ///
  /// Complexity: O(length of the text).
  subscript(text: String) -> Value? {
    get { texts.number(of: text).flatMap { values[$0] } }
    set {
      let number = texts.number(adding: text)
      if number == values.count { values.append(newValue) } else { values[number] = newValue }
    }
  }

  /// How many texts were ever given a value.
  var count: Int { values.count }

  /// The texts that have a value, in the order in which they were first given one.
  var keys: [String] { values.indices.filter { values[$0] != nil }.map { texts.text(at: $0) } }
}
