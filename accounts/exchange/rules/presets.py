"""What the columns of usual exports are called, and which of our fields they fill.

Salesforce names each field twice, by an API name in data exports and by a label in reports:
https://developer.salesforce.com/docs/platform/field-reference/references/field-reference/salesforce-field-reference-contact.html
(…-account, -opportunity, -contract, -task and -event beside it).

HubSpot exports the labels of properties, or their internal names:
https://knowledge.hubspot.com/properties/hubspot-crm-default-company-properties
https://knowledge.hubspot.com/crm-deals/hubspots-default-deal-properties
https://knowledge.hubspot.com/crm-setup/set-up-your-import-file

Dynamics 365 exports display names, and says logical names in its reference:
https://learn.microsoft.com/en-us/dynamics365/sales/developer/entities/account
https://learn.microsoft.com/en-us/dynamics365/sales/developer/entities/opportunity
https://learn.microsoft.com/en-us/power-apps/developer/data-platform/reference/entities/contact

Pipedrive names columns by item and field, “Organization - Name”; lists drop the item:
https://support.pipedrive.com/en/article/import-fields
https://support.pipedrive.com/en/article/importing-mandatory-fields
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accounts.exchange.choices import Kind, Source

Heads = Mapping[str, str]


def _heads(lines: str) -> Heads:
    """From lines such as “name: Account Name, Name” what each head in small letters fills."""
    found: dict[str, str] = {}
    for line in lines.strip().splitlines():
        field, _, names = line.strip().partition(": ")
        found.update({name.strip().lower(): field for name in names.split(",")})
    return found


PRESETS: Mapping[Source, Mapping[Kind, Heads]] = {
    Source.SALESFORCE: {
        Kind.ACCOUNTS: _heads(
            """
            external_id: Id, Account ID
            name: Name, Account Name
            owner: Account Owner, Owner.Name, Owner.Email, Account Owner: Full Name
            owner_id: OwnerId, Owner ID
            annual_revenue: AnnualRevenue, Annual Revenue
            currency: CurrencyIsoCode, Account Currency, Currency ISO Code
            industry: Industry
            street: BillingStreet, Billing Street
            postal_code: BillingPostalCode, Billing Zip/Postal Code
            city: BillingCity, Billing City
            country: BillingCountry, Billing Country, BillingCountryCode
            region: BillingState, Billing State/Province
            phone: Phone, Account Phone
            website: Website
            developments: Description, Account Description
            """
        ),
        Kind.CONTACTS: _heads(
            """
            external_id: Id, Contact ID
            account: Account Name, Account.Name
            account_id: AccountId, Account ID
            name: Name, Full Name
            first_name: FirstName, First Name
            last_name: LastName, Last Name
            position: Title
            email: Email
            phone: Phone, Business Phone
            notes: Description, Contact Description
            """
        ),
        Kind.CONTRACTS: _heads(
            """
            external_id: Id, Contract ID
            account: Account Name, Account.Name
            account_id: AccountId, Account ID
            title: Name, Contract Name
            number: ContractNumber, Contract Number
            starts_on: StartDate, Contract Start Date
            expires_on: EndDate, Contract End Date
            notes: Description
            """
        ),
        Kind.OPPORTUNITIES: _heads(
            """
            external_id: Id, Opportunity ID
            account: Account Name, Account.Name
            account_id: AccountId, Account ID
            title: Name, Opportunity Name
            value: Amount
            stage: StageName, Stage
            next_step: NextStep, Next Step
            next_on: CloseDate, Close Date
            person: Opportunity Owner, Owner.Name
            person_id: OwnerId, Owner ID
            strategy: Description
            """
        ),
        Kind.INTERACTIONS: _heads(
            """
            external_id: Id, Activity ID
            account: Company / Account, Account Name, Account.Name
            account_id: AccountId, Account ID
            held_on: ActivityDate, Date, Due Date Only
            channel: Type, TaskSubtype, Task Subtype
            subject: Subject
            summary: Description, Comments, Full Comments
            person: Assigned, Assigned To, Owner.Name
            person_id: OwnerId, Assigned To ID
            contact: Contact, Name
            """
        ),
        Kind.PEOPLE: _heads(
            """
            external_id: Id, User ID
            full_name: Name, Full Name
            first_name: FirstName, First Name
            last_name: LastName, Last Name
            email: Email
            position: Title
            phone: Phone
            country: CountryCode
            time_zone: TimeZoneSidKey, Time Zone
            """
        ),
    },
    Source.HUBSPOT: {
        Kind.ACCOUNTS: _heads(
            """
            external_id: Record ID, hs_object_id, Company ID
            name: Company name, Name
            owner: Company owner
            owner_id: hubspot_owner_id
            annual_revenue: Annual Revenue, annualrevenue
            currency: Company Currency
            industry: Industry
            street: Street Address, address
            postal_code: Postal Code, zip
            city: City
            country: Country/Region, Country
            region: State/Region, state
            phone: Phone Number, phone
            website: Website URL, Company Domain Name, website, domain
            developments: Description, About Us
            """
        ),
        Kind.CONTACTS: _heads(
            """
            external_id: Record ID, hs_object_id, Contact ID
            account: Associated Company, Company Name, Company
            account_id: Associated Company IDs, associatedcompanyid, Primary Associated Company ID
            first_name: First Name, firstname
            last_name: Last Name, lastname
            position: Job Title, jobtitle
            email: Email
            phone: Phone Number, phone
            """
        ),
        Kind.OPPORTUNITIES: _heads(
            """
            external_id: Record ID, hs_object_id, Deal ID
            account: Associated Company, Company Name
            account_id: Associated Company IDs, Primary Associated Company ID
            title: Deal Name, dealname
            value: Amount
            stage: Deal Stage, dealstage
            next_step: Next step, hs_next_step
            next_on: Close Date, closedate
            person: Deal owner
            strategy: Deal Description
            """
        ),
        Kind.INTERACTIONS: _heads(
            """
            external_id: Record ID, hs_object_id
            account: Associated Company, Company Name
            account_id: Associated Company IDs
            held_on: Activity date, hs_timestamp
            channel: Activity type, Type, hs_engagement_type
            subject: Call Title, Email subject, Meeting name, Title
            summary: Note body, Call notes, Meeting description, Body
            person: Activity assigned to, Assigned to, Owner
            contact: Associated Contact
            """
        ),
    },
    Source.DYNAMICS: {
        Kind.ACCOUNTS: _heads(
            """
            external_id: (Do Not Modify) Account, accountid, Account
            name: Account Name, name
            owner: Owner, ownerid
            annual_revenue: Annual Revenue, revenue
            currency: Currency, transactioncurrencyid
            industry: Industry, industrycode
            street: Address 1: Street 1, address1_line1
            postal_code: Address 1: ZIP/Postal Code, address1_postalcode
            city: Address 1: City, address1_city
            country: Address 1: Country/Region, address1_country
            region: Address 1: State/Province, address1_stateorprovince
            phone: Main Phone, telephone1
            website: Website, websiteurl
            developments: Description, description
            """
        ),
        Kind.CONTACTS: _heads(
            """
            external_id: (Do Not Modify) Contact, contactid, Contact
            account: Company Name, parentcustomerid
            name: Full Name, fullname
            first_name: First Name, firstname
            last_name: Last Name, lastname
            position: Job Title, jobtitle
            email: Email, emailaddress1
            phone: Business Phone, telephone1
            notes: Description, description
            """
        ),
        Kind.OPPORTUNITIES: _heads(
            """
            external_id: (Do Not Modify) Opportunity, opportunityid, Opportunity
            account: Account, Potential Customer, customerid, parentaccountid
            title: Topic, name
            value: Est. Revenue, Est. revenue, estimatedvalue
            stage: Pipeline Phase, stepname, Status
            next_on: Est. Close Date, estimatedclosedate
            person: Owner, ownerid
            strategy: Description, description
            """
        ),
        Kind.INTERACTIONS: _heads(
            """
            external_id: (Do Not Modify) Activity, activityid, Activity
            account: Regarding, regardingobjectid
            held_on: Actual End, actualend, Due Date, scheduledend, Start Date
            channel: Activity Type, activitytypecode
            subject: Subject, subject
            summary: Description, description
            person: Owner, ownerid
            """
        ),
    },
    Source.PIPEDRIVE: {
        Kind.ACCOUNTS: _heads(
            """
            external_id: Organization - ID, ID
            name: Organization - Name, Name
            owner: Organization - Owner, Owner
            industry: Organization - Industry, Industry
            annual_revenue: Organization - Annual revenue, Annual revenue
            address: Organization - Address, Address
            postal_code: Organization - ZIP/Postal code of Address
            country: Organization - Country of Address, Country of Address
            website: Organization - Website, Website
            """
        ),
        Kind.CONTACTS: _heads(
            """
            external_id: Person - ID, ID
            account: Person - Organization, Organization - Name, Organization
            account_id: Organization - ID, Person - Organization ID
            name: Person - Name, Name
            first_name: Person - First name, First name
            last_name: Person - Last name, Last name
            position: Person - Job title, Job title
            email: Person - Email, Person - Email - Work, Email - Work, Email
            phone: Person - Phone, Person - Phone - Work, Phone - Work, Phone
            notes: Person - Notes, Note
            """
        ),
        Kind.OPPORTUNITIES: _heads(
            """
            external_id: Deal - ID, ID
            account: Deal - Organization, Organization - Name, Organization
            account_id: Organization - ID, Deal - Organization ID
            title: Deal - Title, Title
            value: Deal - Value, Value
            stage: Deal - Stage, Stage
            next_on: Deal - Expected close date, Expected close date
            person: Deal - Owner, Owner
            """
        ),
        Kind.INTERACTIONS: _heads(
            """
            external_id: Activity - ID, ID
            account: Activity - Organization, Organization
            held_on: Activity - Due date, Due date
            channel: Activity - Type, Type
            subject: Activity - Subject, Subject
            summary: Activity - Note, Note
            person: Activity - Assigned to user, Assigned to user, Owner
            contact: Activity - Contact person, Contact person
            """
        ),
    },
}


def filled(heads: Sequence[str], preset: Heads) -> dict[str, int]:
    """Which field each column fills; the first of several that fill the same one counts."""
    found: dict[str, int] = {}
    for place, head in enumerate(heads):
        field = preset.get(head.strip().lower())
        if field and field not in found:
            found[field] = place
    return found


def best(heads: Sequence[str], kind: Kind, own: Heads) -> tuple[Source, dict[str, int]]:
    """Whose export a file is by its heads, and which column fills which field.

    Our own names win where nobody's fit more columns.
    """
    fits = {Source.OWN: filled(heads, own)}
    for source, presets in PRESETS.items():
        fits[source] = filled(heads, presets.get(kind, {}))
    source = max(fits, key=lambda one: len(fits[one]))
    return source, {**fits[source], **_more(fits[Source.OWN], fits[source])}


def _more(own: dict[str, int], chosen: dict[str, int]) -> dict[str, int]:
    """Columns with our own names that the preset has no use for."""
    taken = set(chosen.values())
    return {f: place for f, place in own.items() if f not in chosen and place not in taken}
