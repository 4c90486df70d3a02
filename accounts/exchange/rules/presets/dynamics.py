"""Dynamics 365 exports display names, and says logical names in its reference.

https://learn.microsoft.com/en-us/dynamics365/sales/developer/entities/account
https://learn.microsoft.com/en-us/dynamics365/sales/developer/entities/opportunity
https://learn.microsoft.com/en-us/power-apps/developer/data-platform/reference/entities/contact
"""

from accounts.exchange.choices import Kind
from accounts.exchange.rules.presets.heads import Preset, heads

DYNAMICS: Preset = {
    Kind.ACCOUNTS: heads(
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
    Kind.CONTACTS: heads(
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
    Kind.OPPORTUNITIES: heads(
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
    Kind.INTERACTIONS: heads(
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
}
