"""Pipedrive names columns by item and field, “Organization - Name”; lists drop the item.

https://support.pipedrive.com/en/article/import-fields
https://support.pipedrive.com/en/article/importing-mandatory-fields
"""

from accounts.exchange.choices import Kind
from accounts.exchange.rules.presets.heads import Preset, heads

PIPEDRIVE: Preset = {
    Kind.ACCOUNTS: heads(
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
    Kind.CONTACTS: heads(
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
    Kind.OPPORTUNITIES: heads(
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
    Kind.INTERACTIONS: heads(
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
}
