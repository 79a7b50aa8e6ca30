/// A property, or the deletion of one, that was read but is not in the tree yet.
///
/// A block's properties are put into the tree together, before its first child.
struct PendingProperty {
  /// The name in the preprocessed text, a leading backslash left out.
  var name: Range<Int>
  var isDeletion: Bool
  /// From the name to the `;`.
  var whole: Range<Int>
  var value: Range<Int>
  /// Its stretches of the parser's buffers.
  var bytes: Range<Int>
  var markers: Range<Int>
  var elements: Range<Int>
  var labels: [Token]
}
