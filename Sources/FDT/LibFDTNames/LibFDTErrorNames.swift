// libfdt's error codes, so that those who know them find the cases: the compiler names the successor.

/// libfdt's code; see `FDTError`.
@available(*, unavailable, renamed: "FDTError.truncated(needed:available:)")
public func FDT_ERR_TRUNCATED() {}

/// libfdt's code; see `FDTError`.
@available(*, unavailable, renamed: "FDTError.badMagic(found:)")
public func FDT_ERR_BADMAGIC() {}

/// libfdt's code; see `FDTError`.
@available(*, unavailable, renamed: "FDTError.unsupportedVersion(version:lastCompatible:)")
public func FDT_ERR_BADVERSION() {}

/// libfdt's code; see `FDTError`.
@available(*, unavailable, renamed: "FDTError.badNesting(offset:)")
public func FDT_ERR_BADSTRUCTURE() {}

/// libfdt's code; see `FDTError`.
@available(*, unavailable, renamed: "FDTError.misaligned(field:offset:)")
public func FDT_ERR_ALIGNMENT() {}

/// libfdt's code; see `FDTEditError`.
@available(*, unavailable, renamed: "FDTEditError.noSuchNode")
public func FDT_ERR_NOTFOUND() {}

/// libfdt's code; see `FDTEditError`.
@available(*, unavailable, renamed: "FDTEditError.nodeExists")
public func FDT_ERR_EXISTS() {}

/// libfdt's code; see `FDTEditError`.
@available(*, unavailable, renamed: "FDTEditError.noSpace(needed:available:)")
public func FDT_ERR_NOSPACE() {}

/// libfdt's code; see `FDTEditError`.
@available(*, unavailable, renamed: "FDTEditError.needsCopy")
public func FDT_ERR_BADLAYOUT() {}

/// libfdt's code; see `FDTEditError`.
@available(*, unavailable, renamed: "FDTEditError.outsideValue(count:)")
public func FDT_ERR_BADVALUE() {}

/// libfdt's code: here a look-up that cannot find a node or a value returns nil.
@available(*, unavailable, message: "look-ups return nil")
public func FDT_ERR_BADPATH() {}

/// libfdt's code: phandles 0 and 0xffffffff have no node.
@available(*, unavailable, message: "look-ups return nil")
public func FDT_ERR_BADPHANDLE() {}

/// libfdt's code: there are no offsets that could be wrong.
@available(*, unavailable, message: "views and editors stand where a node or property is")
public func FDT_ERR_BADOFFSET() {}

/// libfdt's code: a node that is not ended cannot be said.
@available(*, unavailable, message: "FlattenedTreeWriter writes children in closures")
public func FDT_ERR_BADSTATE() {}

/// libfdt's code; see `FlattenedTree.Node.addressCells`.
@available(*, unavailable, message: "FlattenedTree.Node.addressCells is nil then")
public func FDT_ERR_BADNCELLS() {}

/// libfdt's code; see `FlattenedTree.unusedPhandle`.
@available(*, unavailable, message: "FlattenedTree.unusedPhandle is nil then")
public func FDT_ERR_NOPHANDLES() {}
