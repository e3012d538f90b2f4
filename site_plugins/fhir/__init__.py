"""The FHIR resources that a site publishes: made when it is built, never in a browser."""
