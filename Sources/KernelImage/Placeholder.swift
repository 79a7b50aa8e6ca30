// Placeholder until the room is entered.
