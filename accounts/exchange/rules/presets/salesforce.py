"""Salesforce names each field twice, by an API name in data exports and by a label in reports.

https://developer.salesforce.com/docs/platform/field-reference/references/field-reference/salesforce-field-reference-contact.html
(…-account, -opportunity, -contract, -task and -event beside it).
"""

from accounts.exchange.choices import Kind
from accounts.exchange.rules.presets.heads import Preset, heads

SALESFORCE: Preset = {
    Kind.ACCOUNTS: heads(
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
    Kind.CONTACTS: heads(
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
    Kind.CONTRACTS: heads(
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
    Kind.OPPORTUNITIES: heads(
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
    Kind.INTERACTIONS: heads(
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
    Kind.PEOPLE: heads(
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
}
