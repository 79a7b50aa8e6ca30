// Placeholder until the room has tests.
import Testing
