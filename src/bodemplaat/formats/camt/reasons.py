"""Why a bank returned a payment: codes of ISO 20022 (External Code Sets, ExternalReturnReason1Code), in own words.

The list holds the codes a SEPA credit transfer can meet; any other code is shown as the bank wrote it.
"""

from types import MappingProxyType

from bodemplaat.kernel import say

RETURN_REASONS = MappingProxyType(
    {
        "AC01": say("The account number is not correct."),
        "AC03": say("The account number of the receiver is not valid."),
        "AC04": say("The account has been closed."),
        "AC06": say("The account is blocked."),
        "AC13": say("The account of the payer is a consumer account."),
        "AC14": say("An account in the payment is not of the right kind."),
        "AG01": say("This kind of payment is not allowed on this account."),
        "AG02": say("The bank does not know this kind of payment."),
        "AM02": say("The amount is larger than allowed."),
        "AM04": say("There was not enough money in the account."),
        "AM05": say("The payment was received twice."),
        "AM09": say("The amount is not the agreed one."),
        "ARDT": say("The payment had already been returned."),
        "BE01": say("The name does not belong to the account number."),
        "BE04": say("The address of the receiver is missing or wrong."),
        "BE05": say("The bank does not know the party that sent the payment."),
        "BE06": say("The receiver is not known at this bank."),
        "BE07": say("The address of the payer is missing or wrong."),
        "CNOR": say("The bank of the receiver is not registered for this kind of payment."),
        "CURR": say("The currency is not right."),
        "CUST": say("The payer asked for the money back."),
        "DNOR": say("The bank of the payer is not registered for this kind of payment."),
        "DUPL": say("The payer's bank says that the payment was made twice."),
        "ED05": say("The banks could not settle the payment with each other."),
        "FOCR": say("The money comes back after a request to cancel the payment."),
        "FR01": say("The bank suspects fraud."),
        "FRAD": say("The payment is returned because of fraud."),
        "MD07": say("The holder of the account has died."),
        "MS02": say("The receiver refused the payment and gave no reason."),
        "MS03": say("The bank returned the payment and gave no reason."),
        "NARR": say("The reason is told in the text of the bank."),
        "RC01": say("The bank code (BIC) is not correct."),
        "RC07": say("The bank code (BIC) of the receiver's bank is not correct."),
        "RR01": say("The account or identification of the payer is missing, which the law asks for."),
        "RR02": say("The name or address of the payer is missing, which the law asks for."),
        "RR03": say("The name or address of the receiver is missing, which the law asks for."),
        "RR04": say("The payment is returned because of a rule of law."),
        "SVNR": say("The service asked for was not delivered."),
        "TECH": say("The payment went wrong for a technical reason."),
        "TM01": say("The payment came after the closing time."),
        "UPAY": say("The payment was not due."),
    }
)
