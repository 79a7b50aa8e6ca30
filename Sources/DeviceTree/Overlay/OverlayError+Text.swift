extension OverlayError: CustomStringConvertible {
  /// What is wrong and where, in one line.
  public var description: String { reason.description }

  /// What to do about it; nil where that follows from the description.
  public var help: String? { reason.help }
}

extension OverlayError.Place: CustomStringConvertible {
  /// "/fragment@0/__overlay__: 'clocks' at byte 4".
  public var description: String { "\(node): '\(property)' at byte \(offset)" }
}

extension OverlayError.Reason: CustomStringConvertible {
  /// What is wrong and where, in one line.
  public var description: String {
    switch self {
    case .noTarget(let fragment): "\(fragment): it has neither 'target' nor 'target-path'"
    case .badTarget(let fragment): "\(fragment): 'target' is no phandle"
    case .unknownTargetPhandle(let fragment, let phandle):
      "\(fragment): no node of the base has phandle \(AddressText.hex(UInt64(phandle)))"
    case .unknownTargetPath(let fragment, let path, _): "\(fragment): the base has no node at '\(path)'"
    case .unknownLabel(let label, let place, _):
      "the base has no label '\(label)'\(place.map { ", used in \($0)" } ?? "")"
    case .noSymbols(let label, let place):
      "the base has no labels (__symbols__), and '\(label)' is used"
        + (place.map { " in \($0)" } ?? "")
    case .danglingSymbol(let label, let path):
      "the base's label '\(label)' leads to '\(path)', where no node is"
    case .noPhandle(let label, let node): "\(node), the base's '\(label)', has no phandle"
    case .badFixup(let label, let entry):
      "/__fixups__: '\(entry)' of '\(label)' is not \"path:property:offset\""
    case .noSuchPlace(let place): "a reference is to stand in \(place), and there is no cell"
    case .badLocalFixup(let node, let property):
      "\(node): '\(property)' is no whole number of cells"
    case .noMirroredNode(let node): "\(node): it stands for no node of the overlay"
    case .badPhandle(let node, let property): "\(node): '\(property)' is no single cell"
    case .phandlesExhausted(let node, let base):
      "\(node): no phandle is left for it behind the base's largest, \(AddressText.hex(UInt64(base)))"
    case .badSymbol(let label): "/__symbols__: '\(label)' is no absolute path"
    case .symbolOutsideFragments(let label, let path):
      "/__symbols__: '\(label)' leads to '\(path)', where no fragment is"
    case .pathsTooLong(let limit):
      "its targets, symbols or aliases name paths of more than \(limit) bytes together, out of all proportion to both "
        + "trees"
    }
  }

  /// What to do about it; nil where that follows from the description.
  public var help: String? {
    switch self {
    case .unknownLabel(_, _, let close?): "did you mean '\(close)'?"
    case .unknownTargetPath(_, _, let close?): "did you mean '\(close)'?"
    case .unknownLabel: "label the node in the base, and compile that with labels kept (dtc -@)"
    case .noSymbols, .noPhandle: "compile the base with labels kept (dtc -@)"
    case .noTarget: "give it target = <&label> or target-path = \"/path\""
    case .noSuchPlace, .noMirroredNode:
      "the overlay is damaged, or a node without a unit address stands behind one of its name that has one: "
        + "libfdt finds only the first, so give it a unit address or a name of its own"
    case .badFixup, .badLocalFixup, .badPhandle, .badSymbol, .symbolOutsideFragments:
      "the overlay is damaged; compile it anew"
    case .pathsTooLong: "give the nodes shorter paths: few levels, each named once"
    case .badTarget, .unknownTargetPhandle, .unknownTargetPath, .danglingSymbol, .phandlesExhausted: nil
    }
  }
}
