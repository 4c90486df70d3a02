"""HubSpot exports the labels of properties, or their internal names.

https://knowledge.hubspot.com/properties/hubspot-crm-default-company-properties
https://knowledge.hubspot.com/crm-deals/hubspots-default-deal-properties
https://knowledge.hubspot.com/crm-setup/set-up-your-import-file
"""

from accounts.exchange.choices import Kind
from accounts.exchange.rules.presets.heads import Preset, heads

HUBSPOT: Preset = {
    Kind.ACCOUNTS: heads(
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
    Kind.CONTACTS: heads(
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
    Kind.OPPORTUNITIES: heads(
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
    Kind.INTERACTIONS: heads(
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
}
