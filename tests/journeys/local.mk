# tests/journeys
