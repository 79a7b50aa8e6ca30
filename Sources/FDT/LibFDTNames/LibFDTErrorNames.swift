// libfdt's error codes, so that those who know them find the cases: the compiler names the successor.

/// libfdt's code; see `FDTError`.
@available(*, unavailable, renamed: "FDTError.truncated(needed:available:)")
public var FDT_ERR_TRUNCATED: Int32 { 0 }

/// libfdt's code; see `FDTError`.
@available(*, unavailable, renamed: "FDTError.badMagic(found:)")
public var FDT_ERR_BADMAGIC: Int32 { 0 }

/// libfdt's code; see `FDTError`.
@available(*, unavailable, renamed: "FDTError.unsupportedVersion(version:lastCompatible:)")
public var FDT_ERR_BADVERSION: Int32 { 0 }

/// libfdt's code; see `FDTError`.
@available(*, unavailable, renamed: "FDTError.badNesting(offset:)")
public var FDT_ERR_BADSTRUCTURE: Int32 { 0 }

/// libfdt's code; see `FDTError`.
@available(*, unavailable, renamed: "FDTError.misaligned(field:offset:)")
public var FDT_ERR_ALIGNMENT: Int32 { 0 }

/// libfdt's code; see `FDTEditError`.
@available(*, unavailable, renamed: "FDTEditError.noSuchNode(_:below:)")
public var FDT_ERR_NOTFOUND: Int32 { 0 }

/// libfdt's code; see `FDTEditError`.
@available(*, unavailable, renamed: "FDTEditError.nodeExists(_:at:)")
public var FDT_ERR_EXISTS: Int32 { 0 }

/// libfdt's code; see `FDTEditError`.
@available(*, unavailable, renamed: "FDTEditError.noSpace(needed:available:)")
public var FDT_ERR_NOSPACE: Int32 { 0 }

/// libfdt's code; see `FDTEditError`.
@available(*, unavailable, renamed: "FDTEditError.needsCopy")
public var FDT_ERR_BADLAYOUT: Int32 { 0 }

/// libfdt's code; see `FDTEditError`.
@available(*, unavailable, renamed: "FDTEditError.outsideValue(count:property:)")
public var FDT_ERR_BADVALUE: Int32 { 0 }

/// libfdt's code: here a look-up that cannot find a node or a value returns nil.
@available(*, unavailable, message: "look-ups return nil")
public var FDT_ERR_BADPATH: Int32 { 0 }

/// libfdt's code: phandles 0 and 0xffffffff have no node.
@available(*, unavailable, message: "look-ups return nil")
public var FDT_ERR_BADPHANDLE: Int32 { 0 }

/// libfdt's code: there are no offsets that could be wrong.
@available(*, unavailable, message: "views and editors stand where a node or property is")
public var FDT_ERR_BADOFFSET: Int32 { 0 }

/// libfdt's code: a node that is not ended cannot be said.
@available(*, unavailable, message: "FlattenedTreeWriter writes children in closures")
public var FDT_ERR_BADSTATE: Int32 { 0 }

/// libfdt's code; see `FlattenedTree.Node.addressCells`.
@available(*, unavailable, message: "FlattenedTree.Node.addressCells is nil then")
public var FDT_ERR_BADNCELLS: Int32 { 0 }

/// libfdt's code; see `FlattenedTree.unusedPhandle`.
@available(*, unavailable, message: "FlattenedTree.unusedPhandle is nil then")
public var FDT_ERR_NOPHANDLES: Int32 { 0 }

/// libfdt's code: what cannot happen is no error here.
@available(*, unavailable, message: "there is no error for what cannot happen")
public var FDT_ERR_INTERNAL: Int32 { 0 }

/// libfdt's code: writers have no flags.
@available(*, unavailable, message: "FlattenedTreeWriter has no flags; see BlobLayout")
public var FDT_ERR_BADFLAGS: Int32 { 0 }

/// libfdt's name; every error has a `description`.
@available(*, unavailable, message: "every error has a description")
public func fdt_strerror<each Argument>(_ arguments: repeat each Argument) {}
