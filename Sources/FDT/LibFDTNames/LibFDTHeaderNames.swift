// libfdt's names of what sets a field of the header by itself, which here editors and writers do.

/// libfdt's name: editors and writers keep the header.
@available(*, unavailable, message: "FlattenedTreeEditor and FlattenedTreeWriter keep the header true")
public func fdt_set_magic<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name: editors and writers keep the header.
@available(*, unavailable, message: "FlattenedTreeEditor and FlattenedTreeWriter keep the header true")
public func fdt_set_off_dt_struct<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name: editors and writers keep the header.
@available(*, unavailable, message: "FlattenedTreeEditor and FlattenedTreeWriter keep the header true")
public func fdt_set_off_dt_strings<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name: editors and writers keep the header.
@available(*, unavailable, message: "FlattenedTreeEditor and FlattenedTreeWriter keep the header true")
public func fdt_set_off_mem_rsvmap<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name: editors and writers keep the header.
@available(*, unavailable, message: "FlattenedTreeEditor and FlattenedTreeWriter keep the header true")
public func fdt_set_version<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name: editors and writers keep the header.
@available(*, unavailable, message: "FlattenedTreeEditor and FlattenedTreeWriter keep the header true")
public func fdt_set_last_comp_version<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name: editors and writers keep the header.
@available(*, unavailable, message: "FlattenedTreeEditor and FlattenedTreeWriter keep the header true")
public func fdt_set_size_dt_strings<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name: editors and writers keep the header.
@available(*, unavailable, message: "FlattenedTreeEditor and FlattenedTreeWriter keep the header true")
public func fdt_set_size_dt_struct<each Argument>(_ arguments: repeat each Argument) {}
