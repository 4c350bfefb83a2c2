/**
 * What is said to the bots we know, and what must come of it: each line with a pattern for the texts of the answer (an empty answer is "")
 * and the dialog action. Fulfilments that call a function count as done.
 */
export const KNOWN = {
  "OrderFlower-repeat": [
    ["I would like to order some flowers", /What type of flowers/, "ElicitSlot FlowerType"],
    ["roses", /What day do you want the roses/, "ElicitSlot PickupDate"],
    ["friday", /At what time do you want the roses/, "ElicitSlot PickupTime"],
    ["10 o'clock", /At what time/, "ElicitSlot PickupTime"],
    ["10 am", /your roses will be ready for pickup by 10:00 on 2026-11-27/, "ConfirmIntent"],
    ["yes", /^$/, "Close"],
    ["I would like to pick up flowers", /What type/, "ElicitSlot FlowerType"],
    ["lilies", /What day/, "ElicitSlot PickupDate"],
    ["tomorrow", /At what time/, "ElicitSlot PickupTime"],
    ["noon", /Does this sound okay/, "ConfirmIntent"],
    ["no thanks", /I will not place your order/, "Close"],
    ["repeat that", /^$/, "Close"],
  ],
  ReminderBot: [
    ["blah", /can you rephrase\? I am only able/, "ElicitIntent"],
    ["blah", /I can set up a reminder by call or email/, "ElicitIntent"],
    ["please send me an email", /We will email you .*\n.*How many days/, "ElicitSlot DaysBefore"],
    ["9", /We can't email more than a week/, "ElicitSlot DaysBefore"],
    ["0", /The last day we can email you/, "ElicitSlot DaysBefore"],
    ["3", /set up for 3 days before your appointment/, "Close"],
    ["call me at 5 pm", /Your call has been scheduled for 17:00/, "Close"],
    ["ring me", /We'll call you the day before/, "ElicitSlot Time"],
    ["6 o'clock in the evening", /Your call has been scheduled for 18:00/, "Close"],
  ],
  JavaLambdaBot: [
    ["Hi", /what's your name/, "ElicitSlot name"],
    ["Ana", /Hello, Ana! I'm Lex/, "Close"],
    ["what cars do you have?", /What make/, "ElicitSlot make"],
    ["beamer", /what type of vehicle/, "ElicitSlot vehicleType"],
    ["a crossover", /^SUV BMW$/, "Close"],
    ["I want to book a test drive for a tesla sedan on friday at 5 pm", /scheduled for 2026-11-27 at 17:00/, "Close"],
    ["I want to book a test drive", /What make/, "ElicitSlot make"],
    ["a spaceship", /What make/, "ElicitSlot make"],
    ["Ford", /Are you interested in a car/, "ElicitSlot vehicleType"],
    ["pickup truck", /What day/, "ElicitSlot date"],
    ["tomorrow", /What time/, "ElicitSlot time"],
    ["noon", /scheduled for 2026-11-25 at 12:00/, "Close"],
  ],
};
