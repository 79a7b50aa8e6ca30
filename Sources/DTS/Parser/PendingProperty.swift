/// A property, or the deletion of one, that was read but is not in the tree yet.
///
/// A block's properties are put into the tree together, because what a deletion means depends on what else
/// the block says.
struct PendingProperty {
  /// The name in the preprocessed text, a leading backslash left out.
  var name: Range<Int>
  var isDeletion: Bool
  /// A deletion of what is not there, in the block that makes its node: the place stays free for later.
  var keepsPlace = false
  /// From the name to the `;`.
  var whole: Range<Int>
  var value: Range<Int>
  /// Its stretches of the parser's buffers.
  var bytes: Range<Int>
  var markers: Range<Int>
  var elements: Range<Int>
  var labels: [Token]
}
